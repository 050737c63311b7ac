// EnvironmentModel: a program's environment variables as an editable table. Tells of edits, and refuses a name that is
// none with a sentence.
#pragma once

#include "engine/domain/program.h"

#include <QAbstractTableModel>

namespace seriatim {

class EnvironmentModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setVariables(const std::vector<EnvironmentVariable> &variables); // emits no edited()
    [[nodiscard]] const std::vector<EnvironmentVariable> &variables() const { return m_variables; }
    void setReadOnly(bool readOnly) { m_readOnly = readOnly; }

    QModelIndex add(); // a new variable with a name of its own, to be edited
    void remove(int row);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void edited(const QString &text); // what was done, in the imperative
    void refused(const QString &why); // empty: what was refused before is mended

private:
    [[nodiscard]] QString whyNoName(const QString &name, int row) const;

    std::vector<EnvironmentVariable> m_variables;
    bool m_readOnly = false;
};

} // namespace seriatim
