// PackageSourceEditor: where a package's files come from, and their snapshot (B30), which is taken and compared off the
// GUI thread. Shows what it is given, and gives back each edit as a step.
#pragma once

#include "models/packagesnapshot.h"
#include "models/snapshotmodel.h"
#include "ui/fieldbinder.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

namespace Ui {
class PackageSourceEditor;
}

namespace seriatim {

class PackageSourceEditor : public QWidget
{
    Q_OBJECT

public:
    PackageSourceEditor(FieldBinder<Package>::Edit edit, std::function<void()> endMerging, QWidget *parent = nullptr);
    ~PackageSourceEditor() override; // stops what still reads

    void show(const Package &package);
    using QWidget::show;
    void setReadOnly(bool readOnly);

    [[nodiscard]] bool isReading() const { return m_reading != nullptr; }

private:
    enum class Purpose { take, compare };

    void bindSource();
    void bindCleanup();
    void showSource(const Package &package);
    void showSnapshot();
    void chooseLocation();
    void readSource(Purpose purpose);
    void showRead(Purpose purpose, const TakenSnapshot &taken);
    void replaceSnapshot(const std::vector<SnapshotFile> &files, const QString &step);
    void lookForChanges();

    std::unique_ptr<Ui::PackageSourceEditor> m_ui;
    FieldBinder<Package> m_binder;
    SnapshotModel *m_files;
    Package m_shown;
    std::shared_ptr<JobControl> m_reading;
    QTimer m_progressTimer;
    QTimer m_lookTimer;
    std::optional<std::pair<PackageSource, std::vector<SnapshotFile>>> m_looked; // compared already, by names and sizes
    bool m_readOnly = false;
};

} // namespace seriatim
