// PrincipalListModel: the users and groups of the store to choose from, narrowed by a search in names and display names.
#pragma once

#include "models/cataloguedirectory.h"

#include <QAbstractListModel>

namespace seriatim {

class PrincipalListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { isGroupRole = Qt::UserRole };

    // `taken` says who is in the list already: shown, but not to be chosen.
    PrincipalListModel(std::shared_ptr<const std::vector<PrincipalEntry>> principals,
                       const std::function<bool(const PrincipalEntry &)> &taken, QObject *parent = nullptr);

    void setSearch(const QString &text); // any part, case and accents ignored; empty: all
    [[nodiscard]] const PrincipalEntry &at(int row) const { return (*m_principals)[m_shown[static_cast<size_t>(row)]]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    std::shared_ptr<const std::vector<PrincipalEntry>> m_principals;
    std::vector<QString> m_folded;
    std::vector<bool> m_taken;
    std::vector<size_t> m_shown;
};

} // namespace seriatim
