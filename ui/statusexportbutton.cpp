#include "ui/statusexportbutton.h"

#include "models/statusexport.h"
#include "ui/exportfiledialog.h"
#include "ui/icons.h"
#include "ui/messages.h"
#include "ui/workrow.h"

#include <QDir>
#include <QLocale>

namespace seriatim {

StatusExportButton::StatusExportButton(StoreSession &session, WorkRow &work, std::function<StatusQuestion()> question, QWidget *parent)
    : QPushButton(seriatim::icon(Symbol::exportFile), tr("E&xport…"), parent), m_session(session), m_work(work), m_question(std::move(question))
{
    setObjectName(QStringLiteral("exportStatusButton"));
    setToolTip(tr("Writes what the list below shows, all of it, as CSV: a line for each item of each computer"));
    connect(this, &QPushButton::clicked, this, &StatusExportButton::choose);
}

StatusExportButton::~StatusExportButton()
{
    if (m_control)
        m_control->cancel();
}

void StatusExportButton::choose()
{
    const StatusQuestion question = m_question(); // as it was when the button was pressed
    const QString path = askForExportFile(this, {tr("Export the Status"), question.task.name + QStringLiteral(" status"), QStringLiteral("csv"),
                                                 tr("Comma-separated values (*.csv)")});
    if (!path.isEmpty())
        write(question, path);
}

void StatusExportButton::write(const StatusQuestion &question, const QString &path)
{
    m_control = std::make_shared<JobControl>();
    setEnabled(false);
    m_work.follow(m_control);
    m_session.run<int>([question, path](Workspace &workspace, JobControl &control) { return exportStatusCsv(workspace, question, path, control); },
                       m_control, Lane::slow)
        .then(this, [this, path](const Result<int> &computers) {
            m_work.end();
            setEnabled(true);
            m_control.reset();
            const QString file = QDir::toNativeSeparators(path);
            if (computers)
                Q_EMIT said(*computers == 1 ? tr("1 computer written to %1").arg(file) : tr("%1 computers written to %2").arg(QLocale().toString(*computers), file));
            else if (computers.error().code == ErrorCode::cancelled)
                Q_EMIT said(tr("The export was ended; %1 is as it was").arg(file));
            else
                showError(this, tr("The status was not exported."), computers.error());
        });
}

} // namespace seriatim
