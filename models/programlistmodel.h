// ProgramListModel: the programs of a package being edited, as a list that follows the draft. Changes nothing itself.
#pragma once

#include "engine/domain/program.h"

#include <QAbstractListModel>

namespace seriatim {

class ProgramListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { ProblemRole = Qt::UserRole }; // a sentence, empty: none

    using QAbstractListModel::QAbstractListModel;

    void setPackage(const Package &package);
    [[nodiscard]] int rowOf(ProgramId program) const; // -1: not there
    [[nodiscard]] std::optional<ProgramId> programAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row {
        ProgramId id;
        QString name;
        QString commandLine;
        QString problem;
        bool operator==(const Row &) const = default;
    };
    std::vector<Row> m_rows;
};

// A name that none of the package's programs has: "Install", "Install 2".
[[nodiscard]] QString freeProgramName(const Package &package, const QString &wished);

} // namespace seriatim
