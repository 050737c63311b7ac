#include "ui/packagesourceeditor.h"

#include "models/catalogueedit.h"
#include "ui_packagesourceeditor.h"

#include <QDir>
#include <QFileDialog>
#include <QHeaderView>

namespace seriatim {

namespace {

using namespace std::chrono_literals;

constexpr int unitsInMinutes[] = {1, 60, 24 * 60};

QString sourceTypeText(SourceType type)
{
    switch (type) {
    case SourceType::none: return PackageSourceEditor::tr("No files: the programs need none");
    case SourceType::local: return PackageSourceEditor::tr("Local folder");
    case SourceType::unc: return PackageSourceEditor::tr("UNC path");
    case SourceType::url: return PackageSourceEditor::tr("URL");
    }
    Q_UNREACHABLE();
}

QString locationExample(SourceType type)
{
    switch (type) {
    case SourceType::none: return {};
    case SourceType::local: return PackageSourceEditor::tr("/srv/packages/phone");
    case SourceType::unc: return PackageSourceEditor::tr("\\\\server\\share\\phone");
    case SourceType::url: return PackageSourceEditor::tr("https://server/packages/phone");
    }
    Q_UNREACHABLE();
}

QString locationProblem(const PackageSource &source)
{
    const QString location = source.location.trimmed();
    switch (source.type) {
    case SourceType::none: return {};
    case SourceType::local:
        if (location.isEmpty())
            return PackageSourceEditor::tr("Choose the folder with the package's files.");
        if (!QDir::isAbsolutePath(location) && location.mid(1, 1) != u":")
            return PackageSourceEditor::tr("Write the folder from the root on, such as /srv/packages/phone; the agent opens no other.");
        return {};
    case SourceType::unc:
        return location.isEmpty() ? PackageSourceEditor::tr("Enter the path, such as \\\\server\\share\\phone.") : QString();
    case SourceType::url:
        return location.isEmpty() ? PackageSourceEditor::tr("Enter the address, such as https://server/packages/phone.") : QString();
    }
    Q_UNREACHABLE();
}

} // namespace

PackageSourceEditor::PackageSourceEditor(FieldBinder<Package>::Edit edit, std::function<void()> endMerging, QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::PackageSourceEditor>()), m_binder(std::move(edit), std::move(endMerging)),
      m_files(new SnapshotModel(this))
{
    m_ui->setupUi(this);
    m_ui->snapshotTable->setModel(m_files);
    m_ui->snapshotTable->header()->setStretchLastSection(false);
    m_ui->snapshotTable->header()->setSectionResizeMode(SnapshotModel::PathColumn, QHeaderView::Stretch);
    m_ui->snapshotTable->header()->setSectionResizeMode(SnapshotModel::SizeColumn, QHeaderView::ResizeToContents);
    m_ui->snapshotTable->setTextElideMode(Qt::ElideMiddle);
    m_ui->progressRow->hide();
    bindSource();
    bindCleanup();
    connect(m_ui->takeSnapshotButton, &QPushButton::clicked, this, [this] { readSource(Purpose::take); });
    connect(m_ui->compareButton, &QPushButton::clicked, this, [this] { readSource(Purpose::compare); });
    connect(m_ui->clearSnapshotButton, &QPushButton::clicked, this, [this] { replaceSnapshot({}, tr("Remove the snapshot")); });
    connect(m_ui->cancelSnapshotButton, &QPushButton::clicked, this, [this] {
        if (m_reading)
            m_reading->cancel();
    });
    m_progressTimer.setInterval(100ms);
    connect(&m_progressTimer, &QTimer::timeout, this, [this] {
        m_ui->snapshotProgress->setRange(0, m_reading->total());
        m_ui->snapshotProgress->setValue(m_reading->done());
    });
    m_lookTimer.setSingleShot(true);
    m_lookTimer.setInterval(400ms);
    connect(&m_lookTimer, &QTimer::timeout, this, &PackageSourceEditor::lookForChanges);
}

PackageSourceEditor::~PackageSourceEditor()
{
    if (m_reading)
        m_reading->cancel();
}

void PackageSourceEditor::bindSource()
{
    for (const SourceType type : {SourceType::none, SourceType::local, SourceType::unc, SourceType::url})
        m_ui->sourceTypeBox->addItem(sourceTypeText(type), static_cast<int>(type));
    connect(m_ui->sourceTypeBox, &QComboBox::activated, this, [this] {
        m_binder.edit(tr("Change the kind of source"), [this](Package &package) {
            package.source.type = static_cast<SourceType>(m_ui->sourceTypeBox->currentData().toInt());
            if (package.source.type == SourceType::none)
                package.source.location.clear();
        });
    });
    m_binder.custom(
        [this](const Package &package) {
            m_ui->sourceTypeBox->setCurrentIndex(m_ui->sourceTypeBox->findData(static_cast<int>(package.source.type)));
        },
        [this](bool readOnly) { m_ui->sourceTypeBox->setEnabled(!readOnly); });
    m_binder.text(m_ui->locationEdit, [](auto &package) -> auto & { return package.source.location; }, tr("Change the location of the source"));
    m_binder.text(m_ui->destinationEdit, &Package::destination, tr("Change the destination"));
    connect(m_ui->browseButton, &QPushButton::clicked, this, &PackageSourceEditor::chooseLocation);
}

void PackageSourceEditor::bindCleanup()
{
    m_ui->cleanupUnitBox->addItems({tr("minutes"), tr("hours"), tr("days")});
    const auto change = [this] {
        const int minutes = m_ui->cleanupBox->value() * unitsInMinutes[m_ui->cleanupUnitBox->currentIndex()];
        m_binder.edit(tr("Change when unused files are removed"), [=](Package &package) { package.cleanupAfterMinutes = minutes; },
                      m_ui->cleanupBox->objectName());
    };
    connect(m_ui->cleanupBox, &QSpinBox::valueChanged, this, change);
    connect(m_ui->cleanupBox, &QSpinBox::editingFinished, this, [this] { m_binder.endMerging(); });
    connect(m_ui->cleanupUnitBox, &QComboBox::activated, this, change);
    m_binder.custom(
        [this](const Package &package) {
            const QSignalBlocker quiet(m_ui->cleanupBox);
            const int minutes = package.cleanupAfterMinutes;
            if (m_ui->cleanupBox->value() * unitsInMinutes[m_ui->cleanupUnitBox->currentIndex()] != minutes
                || m_shown.id != package.id) {
                int unit = 2;
                while (minutes % unitsInMinutes[unit] != 0)
                    --unit;
                m_ui->cleanupUnitBox->setCurrentIndex(unit);
                m_ui->cleanupBox->setValue(minutes / unitsInMinutes[unit]);
            }
            m_ui->cleanupUnitBox->setEnabled(minutes > 0 && !m_readOnly);
        },
        [this](bool readOnly) { m_ui->cleanupBox->setReadOnly(readOnly); });
}

void PackageSourceEditor::show(const Package &package)
{
    m_binder.show(package);
    const bool sourceStays = m_shown.id == package.id && m_shown.source == package.source && m_shown.snapshot == package.snapshot;
    m_shown = package;
    showSource(package);
    if (sourceStays)
        return;
    m_ui->snapshotNotice->clear();
    m_files->setFiles(package.snapshot);
    m_lookTimer.start();
    showSnapshot();
}

void PackageSourceEditor::showSource(const Package &package)
{
    const SourceType type = package.source.type;
    m_ui->locationEdit->setEnabled(type != SourceType::none);
    m_ui->locationEdit->setPlaceholderText(locationExample(type));
    m_ui->browseButton->setVisible(!m_readOnly && (type == SourceType::local || type == SourceType::unc));
    m_ui->locationProblem->say(locationProblem(package.source));
}

void PackageSourceEditor::showSnapshot()
{
    const bool any = !m_shown.snapshot.empty();
    const bool idle = !isReading();
    m_ui->progressRow->setVisible(!idle);
    m_ui->snapshotGroup->setVisible(m_shown.source.type != SourceType::none || any);
    m_ui->takeSnapshotButton->setEnabled(idle && !m_readOnly && m_shown.source.type != SourceType::none);
    m_ui->compareButton->setEnabled(idle && any && canReadSource(m_shown.source));
    m_ui->clearSnapshotButton->setEnabled(idle && any && !m_readOnly);
    const QString size = sizeText(totalSize(m_shown.snapshot));
    m_ui->snapshotTotal->setText(!any                            ? tr("No snapshot yet")
                                 : m_shown.snapshot.size() == 1 ? tr("1 file, %1").arg(size)
                                                                : tr("%1 files, %2").arg(m_shown.snapshot.size()).arg(size));
}

void PackageSourceEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_binder.setReadOnly(readOnly);
    showSource(m_shown);
    showSnapshot();
}

void PackageSourceEditor::chooseLocation()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder with the package's files"), m_shown.source.location);
    if (!folder.isEmpty())
        m_binder.edit(tr("Choose the location of the source"), [&](Package &package) { package.source.location = folder; });
}

void PackageSourceEditor::readSource(Purpose purpose)
{
    QString folder = m_shown.source.location.trimmed();
    if (!canReadSource(m_shown.source))
        folder = QFileDialog::getExistingDirectory(this, tr("Folder of this computer with the package's files"));
    if (folder.isEmpty() || isReading())
        return;
    m_reading = std::make_shared<JobControl>();
    m_ui->snapshotNotice->clear();
    m_ui->snapshotProgress->setRange(0, 0);
    m_progressTimer.start();
    showSnapshot();
    takeSnapshotApart(folder, m_reading).then(this, [this, purpose](const TakenSnapshot &taken) { showRead(purpose, taken); });
}

void PackageSourceEditor::showRead(Purpose purpose, const TakenSnapshot &taken)
{
    m_reading.reset();
    m_progressTimer.stop();
    showSnapshot();
    if (!taken) {
        m_ui->snapshotNotice->say(Symbol::problem, taken.error().message());
        return;
    }
    if (!*taken) {
        m_ui->snapshotNotice->say(Symbol::information, tr("Cancelled; the snapshot is as it was."));
        return;
    }
    const std::vector<SnapshotFile> files = **taken;
    const SnapshotDifference difference = differenceOf(m_shown.snapshot, files);
    if (difference.isEmpty()) {
        m_looked = {m_shown.source, m_shown.snapshot};
        m_ui->snapshotNotice->say(Symbol::succeeded, files.empty() ? tr("The source folder has no files.") : tr("All files are as the snapshot has them."));
    } else if (purpose == Purpose::take) {
        replaceSnapshot(files, tr("Take a snapshot"));
    } else {
        m_ui->snapshotNotice->say(Symbol::warning, tr("The source differs from the snapshot: %1.").arg(differenceText(difference)),
                                  m_readOnly ? std::vector<NoticeBar::Answer>{}
                                             : std::vector<NoticeBar::Answer>{{tr("&Use the new files"), [this, files] { replaceSnapshot(files, tr("Take a snapshot")); }}});
    }
}

void PackageSourceEditor::replaceSnapshot(const std::vector<SnapshotFile> &files, const QString &step)
{
    m_binder.edit(step, [&](Package &package) { package.snapshot = files; });
}

// By names and sizes alone, so that opening a package costs nothing.
void PackageSourceEditor::lookForChanges()
{
    const std::pair now(m_shown.source, m_shown.snapshot);
    if (isReading() || m_shown.snapshot.empty() || !canReadSource(m_shown.source) || m_looked == now)
        return;
    m_looked = now;
    compareWithFolderApart(m_shown.snapshot, m_shown.source.location.trimmed()).then(this, [this, now](const Result<SnapshotDifference> &difference) {
        if (m_looked != now || std::pair(m_shown.source, m_shown.snapshot) != now || isReading())
            return;
        if (!difference)
            m_ui->snapshotNotice->say(Symbol::warning, tr("The source cannot be looked at from here: %1").arg(difference.error().message()));
        else if (!difference->isEmpty())
            m_ui->snapshotNotice->say(Symbol::warning, tr("The source's files are not those of the snapshot any more: %1. Computers would refuse them; "
                                                          "take the snapshot anew.").arg(differenceText(*difference)));
    });
}

} // namespace seriatim
