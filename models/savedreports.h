// SavedReports: filters of reports that a person gave a name. They are of a store, whose tasks and collections they name, and
// of the person: they lie in the settings, and a store that is read-only takes them too.
#pragma once

#include "engine/reports/reports.h"

#include <QObject>

#include <optional>
#include <vector>

namespace seriatim {

struct SavedReport {
    QString id; // does not change when it is renamed
    QString name;
    ReportRequest request{};
    bool operator==(const SavedReport &) const = default;
};

// Which report a page or a row of the navigator is about: "by-task", or "by-task/ID" with a saved filter.
struct ReportKey {
    ReportKind kind = ReportKind::byTask;
    QString savedId{};
    [[nodiscard]] QString toText() const;
    [[nodiscard]] static std::optional<ReportKey> parse(const QString &text);
};

class SavedReports : public QObject
{
    Q_OBJECT

public:
    explicit SavedReports(QString storePath, QObject *parent = nullptr);

    [[nodiscard]] const std::vector<SavedReport> &all() const { return m_all; } // in the order of the reports, then by name
    [[nodiscard]] std::optional<SavedReport> find(const QString &id) const;

    // invalidInput where there is no name, or another filter of that report has it; notFound where it has been removed.
    // The id of the new one.
    [[nodiscard]] Result<QString> add(const QString &name, const ReportRequest &request);
    [[nodiscard]] Result<> rename(const QString &id, const QString &name);
    [[nodiscard]] Result<> change(const QString &id, const ReportRequest &request);
    void remove(const QString &id);

Q_SIGNALS:
    void changed();

private:
    void read();
    void write();
    [[nodiscard]] Result<QString> freeName(const QString &name, ReportKind kind, const QString &exceptId) const;
    [[nodiscard]] Result<SavedReport *> writable(const QString &id);

    QString m_storePath;
    std::vector<SavedReport> m_all;
};

} // namespace seriatim
