// PortalAccessModel: who may see a task in the portal, for whom it is recommended and pre-approved (B35), as a table with
// check boxes. An edit is told whole, in words; whoever owns the entry puts it there.
#pragma once

#include "models/cataloguedirectory.h"

#include <QAbstractTableModel>
#include <QSet>

namespace seriatim {

class PortalAccessModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { nameColumn, seeColumn, recommendedColumn, preApprovedColumn, columnCountValue };
    enum Role {
        isGroupRole = Qt::UserRole, // bool
        isKnownRole                 // bool: the store has such a user or group
    };

    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] const std::vector<PortalAccess> &access() const { return m_access; }
    void setAccess(const std::vector<PortalAccess> &access); // tells only the views
    void setPrincipals(const std::vector<PrincipalEntry> &principals);
    void setEditable(bool editable);

    // Who is in the list already is passed over.
    void add(const std::vector<PrincipalEntry> &principals);
    void remove(QList<int> rows);
    [[nodiscard]] bool contains(const PrincipalEntry &principal) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    // Recommending and pre-approving also shows it; hiding it takes both away.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void accessEdited(const QString &text); // in the imperative, for the history

private:
    [[nodiscard]] bool isKnown(const PortalAccess &access) const;
    void announce();

    std::vector<PortalAccess> m_access;
    QSet<QString> m_known; // as they are compared
    bool m_knownLoaded = false;
    bool m_editable = true;
};

} // namespace seriatim
