#include "ui/computerdetailpane.h"

#include "models/localrun.h"
#include "models/timewords.h"
#include "ui/columnmemory.h"
#include "ui/messageline.h"
#include "ui/statusdelegate.h"
#include "ui/statuslook.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLocale>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace seriatim {

namespace {

// A sentence that is quoted goes on, so its full stop is not there.
bool isQuotedIn(const QString &whole, const QString &sentence)
{
    QString bare = sentence;
    while (bare.endsWith(u'.'))
        bare.chop(1);
    return whole.contains(bare);
}

} // namespace

ComputerDetailPane::ComputerDetailPane(StoreSession &session, QWidget *parent)
    : QWidget(parent), m_detail(session), m_thisComputer(LocalRun::thisComputerName()), m_mayRun(!session.isReadOnly()), m_icon(new QLabel(this)),
      m_heading(new QLabel(this)), m_explanation(new QLabel(this)), m_tabs(new QTabWidget(this)),
      m_items(makeView(m_detail.items(), QStringLiteral("detailItems"), ComputerItemsModel::ItemStatusRole, -1)),
      m_timeline(makeView(m_detail.timeline(), QStringLiteral("detailTimeline"), TimelineModel::ItemStatusRole, TimelineModel::ComputerStatusRole)),
      m_step(new QLabel(this)), m_removed(new MessageLine(this)), m_output(new QPlainTextEdit(this)), m_runButton(new QPushButton(icon(Symbol::runNow), QString(), this)),
      m_copyButton(new QPushButton(icon(Symbol::copy), tr("C&opy"), this)), m_logButton(new QPushButton(icon(Symbol::open), tr("Open &log"), this))
{
    m_heading->setObjectName(QStringLiteral("detailHeading"));
    m_heading->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont bold = m_heading->font();
    bold.setBold(true);
    m_heading->setFont(bold);
    m_explanation->setObjectName(QStringLiteral("detailExplanation"));
    m_explanation->setWordWrap(true);
    m_explanation->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_output->setObjectName(QStringLiteral("detailOutput"));
    m_output->setAccessibleName(tr("What the programs printed"));
    m_output->setReadOnly(true);
    m_output->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_output->setPlaceholderText(tr("The programs printed nothing, or what they printed was not reported."));
    m_items->setAccessibleName(tr("Steps of this computer"));
    m_timeline->setAccessibleName(tr("What this computer reported, in order"));
    m_tabs->setObjectName(QStringLiteral("detailTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeSteps(), tr("St&eps"));
    m_tabs->addTab(makeTimeline(), tr("T&imeline"));
    m_tabs->addTab(m_output, tr("O&utput"));
    m_runButton->setObjectName(QStringLiteral("runAgainButton"));
    m_copyButton->setObjectName(QStringLiteral("copyDetailButton"));
    m_copyButton->setToolTip(tr("Copies all of this as text"));
    m_logButton->setObjectName(QStringLiteral("openStepLogButton"));
    m_logButton->setToolTip(tr("Opens the file with everything that the selected step's program printed, last time that it ran"));

    auto *header = new QHBoxLayout;
    header->addWidget(m_icon);
    header->addWidget(m_heading, 1);
    header->addWidget(m_runButton);
    header->addWidget(m_logButton);
    header->addWidget(m_copyButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(header);
    layout->addWidget(m_explanation);
    layout->addWidget(m_tabs, 1);

    connect(&m_detail, &ComputerDetail::changed, this, &ComputerDetailPane::refresh);
    connect(&m_detail, &ComputerDetail::failed, this, &ComputerDetailPane::failed);
    connect(m_items->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        refreshStep();
        refreshRunButton();
    });
    connect(m_step, &QLabel::linkActivated, this, &ComputerDetailPane::followLink);
    connect(m_logButton, &QPushButton::clicked, this, &ComputerDetailPane::openLog);
    connect(m_copyButton, &QPushButton::clicked, this, &ComputerDetailPane::copy);
    connect(m_runButton, &QPushButton::clicked, this, [this] {
        if (const std::optional<int> place = placeToRunFrom())
            Q_EMIT runFromRequested(*place);
    });
    refresh();
}

QTreeView *ComputerDetailPane::makeView(QAbstractItemModel &model, const QString &objectName, int itemRole, int computerRole)
{
    auto *view = new QTreeView(this);
    view->setObjectName(objectName);
    view->setModel(&model);
    view->setRootIsDecorated(false);
    view->setUniformRowHeights(true);
    view->setAlternatingRowColors(true);
    view->setAllColumnsShowFocus(true);
    view->setItemDelegate(new StatusDelegate(itemRole, computerRole, view));
    m_columns.append(new ColumnMemory(*view->header(), objectName));
    return view;
}

QWidget *ComputerDetailPane::makeSteps()
{
    m_step->setObjectName(QStringLiteral("stepFacts"));
    m_step->setAccessibleName(tr("About the selected step"));
    m_step->setTextFormat(Qt::RichText);
    m_step->setWordWrap(true);
    m_step->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_step->setContentsMargins(4, 2, 4, 2);
    auto *steps = new QWidget(this);
    auto *layout = new QVBoxLayout(steps);
    layout->setContentsMargins({});
    layout->addWidget(m_items, 1);
    layout->addWidget(m_step);
    return steps;
}

QWidget *ComputerDetailPane::makeTimeline()
{
    m_removed->setObjectName(QStringLiteral("removedEvents"));
    auto *timeline = new QWidget(this);
    auto *layout = new QVBoxLayout(timeline);
    layout->setContentsMargins({});
    layout->addWidget(m_removed);
    layout->addWidget(m_timeline, 1);
    return timeline;
}

void ComputerDetailPane::show(const SequentialTask &task, const QStringList &programNames, const QString &computer, OrderInForce inForce)
{
    m_detail.show(task, programNames, computer, inForce);
}

void ComputerDetailPane::setRunning(bool running)
{
    m_running = running;
    refreshRunButton();
}

std::optional<int> ComputerDetailPane::placeToRunFrom() const
{
    const auto &status = m_detail.status();
    if (!m_mayRun || m_detail.inForce() == OrderInForce::no || m_detail.computer().compare(m_thisComputer, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    if (!status || status->items.empty())
        return 1; // it has never run here
    if (const QModelIndexList rows = m_items->selectionModel()->selectedRows(); !rows.isEmpty())
        return rows.front().row() + 1;
    const auto unfinished = std::ranges::find_if(status->items, [](const LineItemStatus &item) {
        return !isSuccess(item.status) && item.status != ItemStatus::notApplicable;
    });
    return unfinished == status->items.end() ? 1 : unfinished->place;
}

QString ComputerDetailPane::heading() const
{
    const auto &status = m_detail.status();
    if (!status)
        return m_detail.computer();
    QStringList parts{QStringLiteral("%1 – %2").arg(status->computer, statusText(*status))};
    if (status->run > 0)
        parts.append(tr("run %1").arg(status->run));
    if (status->started)
        parts.append(tr("started %1").arg(timeText(*status->started)));
    if (status->started && status->finished)
        parts.append(tr("took %1").arg(elapsedText(*status->finished - *status->started)));
    if (status->restarts > 0)
        parts.append(status->restarts == 1 ? tr("1 restart") : tr("%1 restarts").arg(status->restarts));
    if (status->clockAhead)
        parts.append(tr("its clock is ahead"));
    return parts.join(QStringLiteral(" · "));
}

void ComputerDetailPane::refresh()
{
    const bool any = !m_detail.computer().isEmpty();
    const auto &status = m_detail.status();
    const ComputerStatus shown = status ? status->status : ComputerStatus::notReceived;
    const int extent = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_icon->setPixmap(any ? icon(symbolOf(shown)).pixmap(QSize(extent, extent), devicePixelRatioF()) : QPixmap());
    m_heading->setText(any ? heading() : tr("Select a computer to see its steps and why each is as it is."));
    m_explanation->setText(sentences());
    m_explanation->setVisible(!m_explanation->text().isEmpty());
    m_tabs->setVisible(any);
    m_copyButton->setVisible(any);
    const QString output = m_detail.outputText();
    if (m_output->toPlainText() != output)
        m_output->setPlainText(output);
    const qint64 removed = m_detail.removedEvents();
    m_removed->showHint(removed > 0 ? tr("%1 earlier events are not here any more: the store keeps them for a number of days (File, Reported History).")
                                          .arg(QLocale().toString(removed))
                                    : QString());
    widenColumns();
    refreshStep();
    refreshRunButton();
}

// Why it does not run now stands first, where it is not over: that is what people ask. It quotes what the computer said of a wait itself.
QString ComputerDetailPane::sentences() const
{
    const auto &status = m_detail.status();
    const auto &why = m_detail.whyNotRunning();
    const bool isOver = why && why->cause == NotRunningCause::done;
    QStringList sentences;
    if (why && !isOver && !why->isRunning())
        sentences.append(tr("Why not running? %1").arg(why->sentence));
    if (status && !status->explanation.isEmpty() && !(why && isQuotedIn(why->sentence, status->explanation)))
        sentences.append(status->explanation);
    if (isOver)
        sentences.append(why->sentence);
    if (sentences.empty() && !m_detail.computer().isEmpty() && !status) {
        sentences.append(m_detail.inForce() == OrderInForce::yes ? tr("This computer has not reported on this task yet.")
                                                                 : tr("This computer did not report on this order."));
    }
    if (status && !status->problem.isEmpty())
        sentences.append(tr("Problem: %1").arg(status->problem));
    return sentences.join(u'\n');
}

// The selected step, else the first one that failed.
int ComputerDetailPane::shownPlace() const
{
    if (const QModelIndexList rows = m_items->selectionModel()->selectedRows(); !rows.isEmpty())
        return rows.front().row() + 1;
    const auto &status = m_detail.status();
    if (!status)
        return 0;
    const auto failed = std::ranges::find_if(status->items, [](const LineItemStatus &item) { return countsAsFailure(item.status); });
    return failed == status->items.end() ? 0 : failed->place;
}

void ComputerDetailPane::refreshStep()
{
    const int place = shownPlace();
    const bool any = place > 0 && place <= m_detail.items().rowCount();
    const QString html = any ? stepHtml(m_detail.factsOf(place), m_detail.items().item(place - 1)) : QString();
    if (m_step->text() != html) // a link may have the keyboard
        m_step->setText(html);
    m_step->setVisible(any);
    m_logButton->setVisible(any && !m_detail.logFileOf(place).isEmpty());
}

void ComputerDetailPane::followLink(const QString &link)
{
    const std::optional<StepLink> target = stepLinkOf(link);
    if (!target)
        return;
    switch (target->kind) {
    case StepLink::Kind::package:
        Q_EMIT openRequested({PageKind::package, target->packageGuid});
        break;
    case StepLink::Kind::item:
        m_items->setCurrentIndex(m_detail.items().index(target->place - 1, 0));
        m_items->setFocus();
        break;
    case StepLink::Kind::page:
        QDesktopServices::openUrl(QUrl(target->url));
        break;
    }
}

void ComputerDetailPane::openLog()
{
    const QString file = m_detail.logFileOf(shownPlace());
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(file)))
        Q_EMIT failed(tr("Nothing on this computer opens %1").arg(QDir::toNativeSeparators(file)));
}

// Only ever wider: while a run goes on the columns stand still where they can.
void ComputerDetailPane::widenColumns()
{
    const int widest = fontMetrics().averageCharWidth() * 60;
    for (QTreeView *view : {m_items, m_timeline}) {
        for (int column = 0; column + 1 < view->model()->columnCount(); ++column) {
            const int before = view->columnWidth(column);
            view->resizeColumnToContents(column);
            if (m_sizedFor == m_detail.computer() || view->columnWidth(column) > widest)
                view->setColumnWidth(column, std::clamp(view->columnWidth(column), std::min(before, widest), widest));
        }
    }
    for (ColumnMemory *columns : std::as_const(m_columns))
        columns->apply();
    m_sizedFor = m_detail.computer();
}

void ComputerDetailPane::refreshRunButton()
{
    const std::optional<int> place = placeToRunFrom();
    m_runButton->setVisible(place.has_value());
    m_runButton->setEnabled(!m_running);
    if (!place)
        return;
    const bool hasRun = m_detail.status() && !m_detail.status()->items.empty();
    m_runButton->setText(!hasRun ? tr("&Run now") : *place == 1 ? tr("&Run again") : tr("&Run again from item %1").arg(*place));
    m_runButton->setToolTip(*place == 1 ? tr("Runs the whole order on this computer now")
                                        : tr("Runs from this item on, on this computer; those before it keep their last result"));
}

void ComputerDetailPane::copy()
{
    QGuiApplication::clipboard()->setText(m_detail.report());
}

} // namespace seriatim
