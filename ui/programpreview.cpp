#include "ui/programpreview.h"

#include "ui_programpreview.h"

#include <QFontDatabase>

#include <algorithm>

namespace seriatim {

namespace {

constexpr int commandLines = 5;

} // namespace

ProgramPreview::ProgramPreview(QWidget *parent) : QGroupBox(parent), m_ui(std::make_unique<Ui::ProgramPreview>())
{
    m_ui->setupUi(this);
    QFont heading = font();
    heading.setBold(true);
    m_ui->previewName->setFont(heading);
    m_ui->previewCommandLine->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    const QFontMetrics metrics(m_ui->previewCommandLine->font());
    m_ui->previewCommandLine->setFixedHeight(metrics.lineSpacing() * commandLines + metrics.height());
    connect(&m_reading, &QFutureWatcherBase::finished, this, [this] { show(m_reading.result()); });
    showHint(QString());
}

ProgramPreview::~ProgramPreview() = default;

void ProgramPreview::showHint(const QString &hint)
{
    m_wanted.reset();
    m_ui->previewHint->setText(hint);
    m_ui->pages->setCurrentWidget(m_ui->hintPage);
}

void ProgramPreview::showProgram(ProgramId program)
{
    if (m_wanted == program)
        return;
    m_wanted = program;
    if (!m_asked)
        read();
}

void ProgramPreview::read()
{
    m_asked = m_wanted;
    m_reading.setFuture(m_session->run<std::optional<Package>>([program = *m_asked](Workspace &workspace, JobControl &) {
        return workspace.store().catalogue().findPackageOf(program);
    }).future());
}

void ProgramPreview::show(const Read &package)
{
    const std::optional<ProgramId> shown = std::exchange(m_asked, std::nullopt);
    if (!m_wanted)
        return;
    if (m_wanted != shown) {
        read();
        return;
    }
    if (!package) {
        showHint(package.error().message());
        return;
    }
    if (*package) {
        const std::vector<Program> &programs = (*package)->programs;
        if (const auto program = std::ranges::find(programs, *shown, &Program::id); program != programs.end()) {
            fill(**package, *program);
            return;
        }
    }
    showHint(tr("This program was removed from the catalogue."));
}

void ProgramPreview::fill(const Package &package, const Program &program)
{
    m_ui->previewName->setText(program.name);
    m_ui->previewPackage->setText((package.name + u' ' + package.version).trimmed());
    m_ui->previewCommandLine->setPlainText(program.commandLine);
    m_ui->previewCodes->setText(codesInFullText(program.codes));
    m_ui->previewAfterRunning->setText(afterRunningText(program.afterRunning));
    m_ui->previewRunTime->setText(estimatedTimeText(program.estimatedRunTimeMinutes));
    m_ui->pages->setCurrentWidget(m_ui->programPage);
}

} // namespace seriatim
