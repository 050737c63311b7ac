#include "ui/portalview.h"

#include "models/consolesettings.h"
#include "models/portalrequestwords.h"
#include "ui/cardflow.h"
#include "ui/columnmemory.h"
#include "ui/icons.h"
#include "ui/portalcard.h"
#include "ui/portalrequestdelegate.h"
#include "ui/tonelabel.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace seriatim {

namespace {

const QString userKey = QStringLiteral("portalUser");         // of a store
const QString computerKey = QStringLiteral("portalComputer"); // the same
constexpr int cardCharacters = 46;

// A list that may be long: typing any part of a name finds it.
QComboBox *searchableList(const char *objectName, const QString &accessibleName, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(QString::fromLatin1(objectName));
    box->setAccessibleName(accessibleName);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    box->completer()->setFilterMode(Qt::MatchContains);
    box->setMinimumContentsLength(24);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return box;
}

} // namespace

PortalView::PortalView(StoreSession &session, ConsoleSettings &settings, QWidget *parent)
    : QWidget(parent), m_session(session), m_settings(settings), m_board(session), m_run(session),
      m_requests(PortalRequestsModel::For::requester), m_user(searchableList("portalUser", tr("Whose portal"), this)),
      m_computer(searchableList("portalComputer", tr("At which computer"), this)), m_message(new ToneLabel(this)), m_nothing(new QLabel(this)),
      m_scroll(new QScrollArea(this)), m_cards(new CardFlow(cardCharacters)), m_splitter(new QSplitter(Qt::Vertical, this))
{
    setObjectName(QStringLiteral("portalView"));
    auto *layout = new QVBoxLayout(this);
    makeHead(*layout);
    m_message->setObjectName(QStringLiteral("portalMessage"));
    m_message->say({});
    m_nothing->setObjectName(QStringLiteral("portalNothing"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_cards->setObjectName(QStringLiteral("portalCards"));
    m_cards->setAccessibleName(tr("What can be requested"));
    m_scroll->setObjectName(QStringLiteral("portalScroll"));
    m_scroll->setWidget(m_cards);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFrameShape(QFrame::NoFrame);
    auto *upper = new QWidget(this);
    auto *above = new QVBoxLayout(upper);
    above->setContentsMargins(0, 0, 0, 0);
    above->addWidget(m_nothing, 1);
    above->addWidget(m_scroll, 1);
    m_splitter->addWidget(upper);
    m_splitter->addWidget(makeRequests());
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({600, 300}); // shares, as long as nobody has moved it
    m_splitter->setChildrenCollapsible(false);
    layout->addWidget(m_message);
    layout->addWidget(m_splitter, 1);
    setFocusProxy(m_user);
    m_user->setFocus();

    connect(&m_board, &PortalBoard::changed, this, &PortalView::showBoard);
    connect(&m_board, &PortalBoard::failed, this, [this](const QString &message) { m_message->say(message); });
    connect(&m_run, &LocalRun::stateChanged, this, &PortalView::showCurrent);
    connect(&m_run, &LocalRun::finished, this, &PortalView::takeEnd);
    if (const auto user = UserId::parse(m_settings.ofStore(m_session.path(), userKey).toString()))
        m_board.setUser(*user);
    const QString computer = m_settings.ofStore(m_session.path(), computerKey).toString();
    m_board.setComputer(computer.isEmpty() ? LocalRun::thisComputerName() : computer);
    showBoard();
}

PortalView::~PortalView()
{
    m_table->setModel(nullptr); // which goes before the view
}

void PortalView::makeHead(QLayout &layout)
{
    auto *row = new QHBoxLayout;
    auto *userLabel = new QLabel(tr("&User"), this);
    userLabel->setBuddy(m_user);
    auto *computerLabel = new QLabel(tr("at &computer"), this);
    computerLabel->setBuddy(m_computer);
    const int gap = fontMetrics().averageCharWidth();
    row->setContentsMargins(gap, 0, gap, 0);
    row->addWidget(userLabel);
    row->addSpacing(gap);
    row->addWidget(m_user, 1);
    row->addSpacing(2 * gap);
    row->addWidget(computerLabel);
    row->addSpacing(gap);
    row->addWidget(m_computer, 1);
    row->addStretch(1);
    layout.addItem(row);
    for (QComboBox *box : {m_user, m_computer}) { // words that name nothing do not stay there
        connect(box->lineEdit(), &QLineEdit::editingFinished, box, [box] {
            box->lineEdit()->setModified(false);
            if (box->currentText() != box->itemText(box->currentIndex()))
                box->setEditText(box->itemText(box->currentIndex()));
        });
    }
    connect(m_user, &QComboBox::activated, this, &PortalView::chooseUser);
    connect(m_computer, &QComboBox::activated, this, &PortalView::chooseComputer);
}

QWidget *PortalView::makeRequests()
{
    auto *mine = new QWidget(this);
    auto *title = new QLabel(tr("&My requests"), mine);
    QFont bold = font();
    bold.setBold(true);
    title->setFont(bold);
    m_table = new QTreeView(mine);
    title->setBuddy(m_table);
    m_table->setObjectName(QStringLiteral("myRequests"));
    m_table->setAccessibleName(tr("My requests"));
    m_table->setModel(&m_requests);
    m_table->setItemDelegate(new PortalRequestDelegate(m_table));
    m_table->setRootIsDecorated(false);
    m_table->setAlternatingRowColors(true);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(0, Qt::DescendingOrder);
    const int character = fontMetrics().averageCharWidth();
    for (int column = 0; column < m_requests.columnCount(); ++column)
        m_table->setColumnWidth(column, character * m_requests.headerData(column, Qt::Horizontal, objectTableWidthRole).toInt());
    new ColumnMemory(*m_table->header(), m_table->objectName());
    m_standing = new QLabel(mine);
    m_standing->setObjectName(QStringLiteral("myRequestStanding"));
    m_standing->setTextFormat(Qt::PlainText);
    m_standing->setWordWrap(true);
    m_noRequests = new QLabel(tr("Nothing was requested yet."), mine);
    m_noRequests->setObjectName(QStringLiteral("noRequestsYet"));
    m_noRequests->setAlignment(Qt::AlignCenter);
    m_runNow = new QPushButton(icon(Symbol::runNow), tr("&Start now on this computer"), mine);
    m_runNow->setObjectName(QStringLiteral("runRequestButton"));
    m_runNow->setToolTip(tr("As this computer's agent does by itself when it next asks for its work"));
    auto *below = new QHBoxLayout;
    below->addWidget(m_standing, 1);
    below->addWidget(m_runNow, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(mine);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(title);
    layout->addWidget(m_noRequests, 1);
    layout->addWidget(m_table, 1);
    layout->addLayout(below);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &PortalView::showCurrent);
    connect(&m_requests, &QAbstractItemModel::dataChanged, this, &PortalView::showCurrent);
    connect(m_runNow, &QPushButton::clicked, this, &PortalView::runCurrent);
    return mine;
}

void PortalView::showBoard()
{
    offerUsers();
    offerComputers();
    showCards();
    showRequests();
}

void PortalView::offerUsers()
{
    const std::vector<User> &users = m_board.contents().users;
    const bool isThere = m_board.user() && std::ranges::find(users, *m_board.user(), &User::id) != users.end();
    if (m_board.isLoaded() && !isThere && !users.empty()) {
        const QString me = currentUser();
        const auto found = std::ranges::find_if(users, [&](const User &user) { return user.name.compare(me, Qt::CaseInsensitive) == 0; });
        m_board.setUser((found == users.end() ? users.front() : *found).id); // shown by what that leads to
        return;
    }
    const QSignalBlocker quiet(m_user);
    if (m_user->lineEdit()->hasFocus() && m_user->lineEdit()->isModified())
        return; // somebody is searching
    m_user->clear();
    for (const User &user : users) {
        const QString name = principalName(user.domain, user.name);
        m_user->addItem(icon(Symbol::user), user.displayName.isEmpty() ? name : tr("%1 (%2)").arg(user.displayName, name), user.id.toString());
    }
    m_user->setCurrentIndex(m_board.user() ? m_user->findData(m_board.user()->toString()) : -1);
    m_user->setEnabled(!users.empty());
}

void PortalView::offerComputers()
{
    const QSignalBlocker quiet(m_computer);
    if (m_computer->lineEdit()->hasFocus() && m_computer->lineEdit()->isModified())
        return;
    const QString here = LocalRun::thisComputerName();
    m_computer->clear();
    m_computer->addItem(icon(Symbol::computer), tr("%1 (this computer)").arg(here), here);
    for (const QString &name : m_board.contents().computers) {
        if (name.compare(here, Qt::CaseInsensitive) != 0)
            m_computer->addItem(icon(Symbol::computer), name, name);
    }
    const int row = m_computer->findData(m_board.computer(), Qt::UserRole, Qt::MatchFixedString);
    m_computer->setCurrentIndex(std::max(row, 0));
}

void PortalView::showCards()
{
    const std::vector<PortalBoardCard> &wanted = m_board.contents().cards;
    QList<QWidget *> cards;
    for (const PortalBoardCard &card : wanted) {
        const auto before = std::ranges::find(m_shown, card.task, &PortalBoardCard::task);
        auto *widget = before == m_shown.end() ? nullptr : qobject_cast<PortalCard *>(m_cards->cards()[before - m_shown.begin()]);
        if (!widget) {
            widget = new PortalCard(m_cards);
            widget->setObjectName(QStringLiteral("portalCard"));
            connect(widget, &PortalCard::requested, this, [this, task = card.task] { request(task); });
        }
        PortalCardContent content = card.content;
        if (m_session.isReadOnly() && content.standing.isEmpty())
            content.standing = tr("The store is open for reading only.");
        widget->setContent(content);
        cards.append(widget);
    }
    m_cards->setCards(cards);
    m_shown = wanted;
    const bool loaded = m_board.isLoaded();
    m_nothing->setText(!loaded                            ? tr("Loading…")
                       : m_board.contents().users.empty() ? tr("There is no user in the store yet. Add users and groups, and publish a task on its Software Portal tab.")
                                                          : tr("Nothing is published for this user."));
    m_nothing->setVisible(wanted.empty());
    m_scroll->setVisible(!wanted.empty());
}

void PortalView::showRequests()
{
    const bool first = m_requests.rowCount() == 0;
    const qint64 newestBefore = first ? 0 : m_requests.object(0).number;
    m_requests.setObjects(m_board.contents().requests);
    const bool isNew = m_requests.rowCount() > 0 && m_requests.object(0).number > newestBefore;
    if (m_requests.rowCount() > 0 && (first || isNew || !m_table->currentIndex().isValid()))
        m_table->setCurrentIndex(m_requests.index(0, 0));
    m_table->setVisible(m_requests.rowCount() > 0);
    m_noRequests->setVisible(m_requests.rowCount() == 0);
    showCurrent();
}

const PortalRequest *PortalView::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? &m_requests.object(index.row()) : nullptr;
}

bool PortalView::canRun(const PortalRequest *request) const
{
    const bool underWay = request && (request->state == RequestState::approved || request->state == RequestState::running);
    return underWay && request->currentTask && !m_run.isRunning() && !m_session.isReadOnly()
           && request->computer.compare(LocalRun::thisComputerName(), Qt::CaseInsensitive) == 0;
}

void PortalView::showCurrent()
{
    const PortalRequest *request = current();
    QString text;
    if (request) {
        text = requestStanding(*request);
        if (const QString comment = latestComment(*request); !comment.isEmpty())
            text += u'\n' + tr("Comment: %1").arg(comment);
    }
    m_standing->setText(text);
    m_runNow->setVisible(canRun(request));
}

void PortalView::chooseUser()
{
    const auto user = UserId::parse(m_user->currentData().toString());
    m_user->lineEdit()->setModified(false);
    m_message->say({});
    if (!user)
        return;
    m_settings.setOfStore(m_session.path(), userKey, user->toString());
    m_board.setUser(*user);
}

void PortalView::chooseComputer()
{
    const QString name = m_computer->currentData().toString();
    m_computer->lineEdit()->setModified(false);
    m_message->say({});
    const bool isHere = name.compare(LocalRun::thisComputerName(), Qt::CaseInsensitive) == 0;
    m_settings.setOfStore(m_session.path(), computerKey, isHere ? QString() : name);
    m_board.setComputer(name);
}

void PortalView::request(TaskId task)
{
    const Result<PortalRequest> made = m_board.request(task);
    m_message->say(made ? QString() : made.error().message());
}

void PortalView::runCurrent()
{
    const PortalRequest *request = current();
    if (!canRun(request))
        return;
    const Result<> started = m_run.startRequest(*request);
    m_message->say(started ? QString() : started.error().message());
}

void PortalView::takeEnd(const Result<AgentEnd> &end)
{
    if (!end)
        m_message->say(end.error().message());
}

} // namespace seriatim
