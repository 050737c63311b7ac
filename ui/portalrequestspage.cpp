#include "ui/portalrequestspage.h"

#include "models/portalboard.h"
#include "models/portalrequestwords.h"
#include "ui/columnmemory.h"
#include "ui/icons.h"
#include "ui/messages.h"
#include "ui/portalrequestdelegate.h"
#include "ui/tonelabel.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace seriatim {

namespace {

constexpr int everyState = -1;
constexpr int openStates = -2;

Instant now()
{
    return SystemClock().now();
}

bool isShown(const PortalRequest &request, int choice)
{
    if (choice == everyState)
        return true;
    return choice == openStates ? isOpen(request.state) : static_cast<int>(request.state) == choice;
}

} // namespace

PortalRequestsPage::PortalRequestsPage(StoreSession &session, QWidget *parent)
    : EditorPage(parent), m_session(session),
      m_answer(
          session, this, [this] { return [writes = writesExpiry()](Workspace &workspace, JobControl &) { return read(workspace, writes); }; },
          [this](const Result<Requests> &requests) { take(requests); }),
      m_model(PortalRequestsModel::For::administrator), m_state(new QComboBox(this)), m_filter(new QLineEdit(this)), m_count(new QLabel(this)),
      m_nothing(new QLabel(this)), m_table(new QTreeView(this)), m_splitter(new QSplitter(Qt::Vertical, this))
{
    setObjectName(QStringLiteral("portalRequestsPage"));
    auto *layout = new QVBoxLayout(this);
    makeFilters(*layout);
    makeTable();
    m_nothing->setObjectName(QStringLiteral("noRequests"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(makeDetails());
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    layout->addWidget(m_nothing, 1);
    layout->addWidget(m_splitter, 1);
    setFocusProxy(m_table);
    m_nothing->hide();

    connect(&m_session, &StoreSession::requestsChanged, this, [this] { m_answer.refresh(); });
    connect(&m_session, &StoreSession::tasksChanged, this, [this] { m_answer.refresh(); }); // one that is removed
    m_minute.setInterval(static_cast<int>(millisPerMinute));
    connect(&m_minute, &QTimer::timeout, this, [this] {
        m_minuteIsOver = true;
        m_answer.refresh();
    });
    m_minute.start();
    m_answer.refresh();
    refreshActions();
}

PortalRequestsPage::~PortalRequestsPage()
{
    m_table->setModel(nullptr); // which goes before the view
    m_steps->setModel(nullptr);
}

QIcon PortalRequestsPage::pageIcon() const
{
    return icon(Symbol::portalRequest);
}

void PortalRequestsPage::makeFilters(QLayout &layout)
{
    m_state->setObjectName(QStringLiteral("requestState"));
    m_state->setAccessibleName(tr("Which requests are shown"));
    m_state->addItem(tr("To be decided"), openStates);
    m_state->addItem(tr("All"), everyState);
    for (const RequestState state : allRequestStates()) {
        QString text = requestStateText(state);
        text[0] = text[0].toUpper();
        m_state->addItem(text, static_cast<int>(state));
    }
    m_filter->setObjectName(QStringLiteral("requestFilter"));
    m_filter->setPlaceholderText(tr("Search in all columns"));
    m_filter->setAccessibleName(tr("Search the requests"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(Symbol::filter), QLineEdit::LeadingPosition);
    m_count->setObjectName(QStringLiteral("requestCount"));
    auto *row = new QHBoxLayout;
    row->addWidget(m_state);
    row->addWidget(m_filter, 1);
    row->addSpacing(fontMetrics().averageCharWidth());
    row->addWidget(m_count);
    layout.addItem(row);
    connect(m_state, &QComboBox::currentIndexChanged, this, &PortalRequestsPage::showFiltered);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model.setFilter(text);
        showCount();
    });
}

void PortalRequestsPage::makeTable()
{
    m_table->setObjectName(QStringLiteral("requestsTable"));
    m_table->setAccessibleName(tr("Portal requests"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new PortalRequestDelegate(m_table));
    m_table->setRootIsDecorated(false);
    m_table->setAlternatingRowColors(true);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(0, Qt::DescendingOrder);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    const int character = fontMetrics().averageCharWidth();
    for (int column = 0; column < m_model.columnCount(); ++column)
        m_table->setColumnWidth(column, character * m_model.headerData(column, Qt::Horizontal, objectTableWidthRole).toInt());
    m_table->header()->setStretchLastSection(true);
    new ColumnMemory(*m_table->header(), m_table->objectName());
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &PortalRequestsPage::showCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PortalRequestsPage::refreshActions);
}

QAction *PortalRequestsPage::makeDecision(Decision decision, const QString &text, const QString &name, const QKeySequence &keys)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(action->iconText(), keys.toString(QKeySequence::NativeText)));
    addAction(action);
    m_table->addAction(action);
    connect(action, &QAction::triggered, this, [this, decision] { decide(decision); });
    m_decisions.push_back({decision, action});
    return action;
}

QWidget *PortalRequestsPage::makeDetails()
{
    auto *details = new QWidget(this);
    m_heading = new QLabel(details);
    m_heading->setObjectName(QStringLiteral("requestHeading"));
    m_heading->setTextFormat(Qt::PlainText);
    m_heading->setWordWrap(true);
    QFont bold = font();
    bold.setBold(true);
    m_heading->setFont(bold);
    m_standing = new QLabel(details);
    m_standing->setObjectName(QStringLiteral("requestStanding"));
    m_standing->setTextFormat(Qt::PlainText);
    m_standing->setWordWrap(true);
    m_steps = new QTreeView(details);
    m_steps->setObjectName(QStringLiteral("requestHistory"));
    m_steps->setAccessibleName(tr("What has happened to the request"));
    m_steps->setModel(&m_history);
    m_steps->setRootIsDecorated(false);
    m_steps->setUniformRowHeights(true);
    m_steps->setSelectionMode(QAbstractItemView::SingleSelection);
    const int character = fontMetrics().averageCharWidth();
    m_steps->setColumnWidth(RequestHistoryModel::When, character * 27);
    m_steps->setColumnWidth(RequestHistoryModel::What, character * 20);
    m_steps->setColumnWidth(RequestHistoryModel::Who, character * 20);
    m_comment = new QPlainTextEdit(details);
    m_comment->setObjectName(QStringLiteral("requestComment"));
    m_comment->setAccessibleName(tr("Comment"));
    m_comment->setPlaceholderText(tr("What the user is told with the decision"));
    m_comment->setTabChangesFocus(true);
    m_comment->setMaximumHeight(fontMetrics().lineSpacing() * 4);
    m_mistake = new ToneLabel(details);
    m_mistake->setObjectName(QStringLiteral("requestMistake"));
    m_mistake->say({});
    auto *commentLabel = new QLabel(tr("&Comment"), details);
    commentLabel->setBuddy(m_comment);

    auto *buttons = new QHBoxLayout;
    QAction *approve = makeDecision(Decision::approve, tr("&Approve"), QStringLiteral("approveRequest"), Qt::CTRL | Qt::Key_Return);
    approve->setIcon(icon(Symbol::succeeded));
    QAction *hold = makeDecision(Decision::hold, tr("Put on &Hold"), QStringLiteral("holdRequest"), Qt::CTRL | Qt::SHIFT | Qt::Key_H);
    hold->setIcon(icon(Symbol::waiting));
    QAction *deny = makeDecision(Decision::deny, tr("&Deny"), QStringLiteral("denyRequest"), Qt::CTRL | Qt::SHIFT | Qt::Key_D);
    deny->setIcon(icon(Symbol::failed));
    for (QAction *action : {approve, hold, deny}) {
        auto *button = new QToolButton(details);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setFocusPolicy(Qt::StrongFocus);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);

    auto *layout = new QVBoxLayout(details);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_heading);
    layout->addWidget(m_standing);
    layout->addWidget(m_steps, 1);
    layout->addWidget(commentLabel);
    layout->addWidget(m_comment);
    layout->addWidget(m_mistake);
    layout->addLayout(buttons);
    return details;
}

bool PortalRequestsPage::writesExpiry()
{
    return std::exchange(m_minuteIsOver, false) && !m_session.isReadOnly();
}

// That a request has expired is seen in any case; for its history and the audit somebody has to write it down.
Result<PortalRequestsPage::Requests> PortalRequestsPage::read(Workspace &workspace, bool writesExpiry)
{
    if (writesExpiry) {
        if (const Result<int> expired = expireRequests(workspace, now()); !expired)
            return expired.error();
    }
    return requestsOf(workspace, {.now = now()});
}

void PortalRequestsPage::take(const Result<Requests> &requests)
{
    if (!requests) {
        Q_EMIT statusMessage(requests.error().message());
        return;
    }
    m_all = *requests;
    showFiltered();
}

void PortalRequestsPage::showFiltered()
{
    const int choice = m_state->currentData().toInt();
    Requests shown;
    std::ranges::copy_if(m_all, std::back_inserter(shown), [choice](const PortalRequest &request) { return isShown(request, choice); });
    const bool first = m_model.rowCount() == 0;
    m_model.setObjects(std::move(shown));
    if ((first || !m_table->currentIndex().isValid()) && m_model.rowCount() > 0)
        m_table->setCurrentIndex(m_model.index(0, 0));
    showCount();
    showCurrent();
}

void PortalRequestsPage::showCount()
{
    const auto open = std::ranges::count_if(m_all, [](const PortalRequest &request) { return isOpen(request.state); });
    m_count->setText(tr("%1 of %2 shown, %3 to be decided").arg(m_model.rowCount()).arg(m_all.size()).arg(open));
    m_nothing->setText(m_all.empty() ? tr("Nobody has requested anything yet. Publish a task on its Software Portal tab, and users find it in View › Software Portal.")
                                     : tr("No request is like that. Choose “All” to see every one of the %1.").arg(m_all.size()));
    m_nothing->setVisible(m_model.rowCount() == 0);
    m_splitter->setVisible(m_model.rowCount() > 0);
    refreshActions();
}

const PortalRequest *PortalRequestsPage::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? &m_model.object(index.row()) : nullptr;
}

std::vector<RequestId> PortalRequestsPage::selected() const
{
    std::vector<RequestId> ids;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        ids.push_back(m_model.object(index.row()).id);
    return ids;
}

void PortalRequestsPage::showCurrent()
{
    const PortalRequest *request = current();
    m_heading->setText(request ? tr("%1 for %2 on %3").arg(request->taskName, request->userName, request->computer) : QString());
    m_standing->setText(request ? decisionStanding(*request) : QString());
    m_history.setHistory(request ? request->history : std::vector<RequestRecord>());
    m_mistake->say({});
    refreshActions();
}

void PortalRequestsPage::refreshActions()
{
    const std::vector<RequestId> ids = selected();
    for (const DecisionAction &one : m_decisions) {
        const bool can = std::ranges::any_of(ids, [&](RequestId id) {
            const auto found = std::ranges::find(m_all, id, &PortalRequest::id);
            return found != m_all.end() && isAllowed(*found, one.decision, now());
        });
        one.action->setEnabled(can && !m_session.isReadOnly());
    }
    if (m_comment)
        m_comment->setEnabled(!m_session.isReadOnly() && std::ranges::any_of(m_decisions, [](const DecisionAction &one) { return one.action->isEnabled(); }));
}

// Of several, those for which it makes sense; what somebody else decided meanwhile is said.
void PortalRequestsPage::decide(Decision decision)
{
    std::optional<Error> error;
    int done = 0;
    for (const RequestId &id : selected()) {
        const auto found = std::ranges::find(m_all, id, &PortalRequest::id);
        if (found == m_all.end() || !isAllowed(*found, decision, now()))
            continue;
        const Result<PortalRequest> decided = decideRequest(m_session.workspace(), id, decision, m_comment->toPlainText(), now());
        if (decided)
            ++done;
        else
            error = decided.error();
    }
    if (done > 0) {
        m_comment->clear();
        m_session.noteRequestChange();
    }
    if (error) {
        m_mistake->say(error->message());
        m_answer.refresh();
    }
}

} // namespace seriatim
