#include "ui/workrow.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

namespace seriatim {

namespace {

constexpr int pollMilliseconds = 100;

} // namespace

WorkRow::WorkRow(QWidget *parent) : QWidget(parent), m_bar(new QProgressBar(this)), m_cancel(new QPushButton(tr("&Cancel"), this))
{
    m_bar->setObjectName(QStringLiteral("busyBar"));
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_bar, 1);
    row->addWidget(m_cancel);
    connect(&m_poll, &QTimer::timeout, this, &WorkRow::showProgress);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        m_control->cancel();
    });
    hide();
}

void WorkRow::follow(std::shared_ptr<JobControl> control)
{
    m_control = std::move(control);
    m_cancel->setEnabled(true);
    m_poll.start(pollMilliseconds);
    showProgress();
    show();
}

void WorkRow::end()
{
    m_poll.stop();
    hide();
}

void WorkRow::showProgress()
{
    m_bar->setRange(0, m_control->total());
    m_bar->setValue(m_control->done());
}

} // namespace seriatim
