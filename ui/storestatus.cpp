#include "ui/storestatus.h"

#include "ui/icons.h"

#include <QDir>
#include <QFileInfo>

namespace seriatim {

namespace {

constexpr int delayMs = 150;

} // namespace

StoreStatus::StoreStatus(QStatusBar &bar)
    : QObject(&bar), m_computers(new QLabel(&bar)), m_saved(new QLabel(&bar)), m_lock(new QLabel(&bar)), m_store(new QLabel(&bar))
{
    m_computers->setObjectName(QStringLiteral("computersLabel"));
    m_saved->setObjectName(QStringLiteral("savedLabel"));
    m_lock->setObjectName(QStringLiteral("readOnlyLabel"));
    m_store->setObjectName(QStringLiteral("storeLabel"));
    for (QLabel *label : {m_computers, m_saved, m_lock, m_store}) {
        label->setContentsMargins(6, 0, 6, 0);
        bar.addPermanentWidget(label);
    }
    m_delay.setSingleShot(true);
    m_delay.setInterval(delayMs);
    connect(&m_delay, &QTimer::timeout, this, &StoreStatus::load);
}

void StoreStatus::setSession(StoreSession *session)
{
    m_session = session;
    ++m_request;
    m_task.clear();
    show({});
    m_store->setVisible(session);
    m_lock->setVisible(session && session->isReadOnly());
    if (!session)
        return;
    m_store->setText(QFileInfo(session->path()).completeBaseName());
    m_store->setToolTip(tr("Store %1").arg(QDir::toNativeSeparators(session->path())));
    m_lock->setText(tr("read-only"));
    m_lock->setToolTip(session->workspace().store().assumesNoWriter()
                           ? tr("The store's folder cannot be written, so what others change while it is open is not seen.")
                           : tr("Everything can be seen and nothing changed."));
    const auto later = [this] { m_delay.start(); };
    connect(session, &StoreSession::tasksChanged, this, later);
    connect(session, &StoreSession::catalogueChanged, this, later);
    connect(session, &StoreSession::statusesChanged, this, later);
}

void StoreStatus::showTask(const QString &guid)
{
    if (guid == m_task)
        return;
    m_task = guid;
    ++m_request;
    show({});
    m_delay.start();
}

void StoreStatus::load()
{
    if (!m_session || m_task.isEmpty())
        return;
    m_session->run<StatusBarFigures>([task = m_task](Workspace &workspace, JobControl &) { return figuresOf(workspace, task); })
        .then(this, [this, request = ++m_request](const Result<StatusBarFigures> &figures) {
            if (request == m_request && figures)
                show(*figures);
        });
}

void StoreStatus::show(const StatusBarFigures &figures)
{
    const bool known = figures.savedAt != 0;
    m_computers->setVisible(known);
    m_saved->setVisible(known);
    m_computers->setText(computersText(figures));
    m_computers->setToolTip(computersInWords(figures));
    m_saved->setText(savedText(figures, SystemClock().now()));
    m_saved->setToolTip(figures.savedBy.isEmpty() ? QString() : tr("by %1").arg(figures.savedBy));
}

} // namespace seriatim
