#include "models/portalboard.h"

#include "models/namecollator.h"
#include "models/portalrequestwords.h"

#include <algorithm>

namespace seriatim {

namespace {

Instant now()
{
    return SystemClock().now();
}

// The user's request for the task on this computer that something may still come of.
const PortalRequest *unfinishedFor(const std::vector<PortalRequest> &requests, const SequentialTask &task, const QString &computer)
{
    const auto found = std::ranges::find_if(requests, [&](const PortalRequest &request) {
        return request.currentTask == task.id && isUnfinished(request.state) && request.computer.compare(computer, Qt::CaseInsensitive) == 0;
    });
    return found == requests.end() ? nullptr : &*found;
}

template <typename Object>
void sortByName(std::vector<Object> &objects, const std::function<QString(const Object &)> &nameOf)
{
    const QCollator collator = nameCollator();
    std::ranges::stable_sort(objects, [&](const Object &a, const Object &b) { return collator.compare(nameOf(a), nameOf(b)) < 0; });
}

} // namespace

PortalBoard::PortalBoard(StoreSession &session, QObject *parent)
    : QObject(parent), m_session(session),
      m_answer(
          session, this,
          [this] {
              return [user = m_user, computer = m_computer](Workspace &workspace, JobControl &) { return read(workspace, user, computer); };
          },
          [this](Result<PortalBoardContents> contents) { take(std::move(contents)); })
{
    const auto refresh = [this] { m_answer.refresh(); };
    connect(&m_session, &StoreSession::catalogueChanged, this, refresh);
    connect(&m_session, &StoreSession::tasksChanged, this, refresh);
    connect(&m_session, &StoreSession::requestsChanged, this, refresh);
    m_answer.refresh();
}

void PortalBoard::setUser(std::optional<UserId> user)
{
    if (std::exchange(m_user, user) != user)
        chooseAnew();
}

void PortalBoard::setComputer(const QString &name)
{
    if (std::exchange(m_computer, name) != name)
        chooseAnew();
}

// Nobody is shown what somebody else may see.
void PortalBoard::chooseAnew()
{
    m_contents.cards.clear();
    m_contents.requests.clear();
    if (m_answer.isAsking())
        m_answer.drop();
    m_answer.refresh();
    Q_EMIT changed();
}

Result<PortalBoardContents> PortalBoard::read(Workspace &workspace, std::optional<UserId> user, const QString &computer)
{
    PortalBoardContents contents;
    Result<std::vector<User>> users = workspace.store().catalogue().users();
    if (!users)
        return users.error();
    contents.users = std::move(users).value();
    sortByName<User>(contents.users, [](const User &one) { return principalName(one.domain, one.name); });
    const Result<std::vector<Computer>> computers = workspace.store().catalogue().computers();
    if (!computers)
        return computers.error();
    std::vector<QString> names;
    for (const Computer &one : *computers)
        names.push_back(one.name);
    sortByName<QString>(names, [](const QString &name) { return name; });
    contents.computers = QStringList(names.begin(), names.end());
    const auto chosen = user ? std::ranges::find(contents.users, *user, &User::id) : contents.users.end();
    if (chosen == contents.users.end())
        return contents;

    Result<std::vector<PortalRequest>> requests = requestsOf(workspace, {.user = user, .now = now()});
    if (!requests)
        return requests.error();
    contents.requests = std::move(requests).value();
    const Result<std::vector<PortalOffer>> offers = portalFor(workspace, *chosen);
    if (!offers)
        return offers.error();
    std::vector<SequentialTask> tasks;
    for (const PortalOffer &offer : *offers)
        tasks.push_back(offer.task);
    const Result<TaskPrograms> programs = workspace.programsOf(tasks);
    if (!programs)
        return programs.error();
    for (const PortalOffer &offer : *offers) {
        const PortalAccess access{PortalAccess::Kind::user, {}, true, offer.rights.recommended, offer.rights.preApproved};
        PortalBoardCard card(offer.task.id);
        card.content = portalCard(offer.task, programs->index, access);
        if (const PortalRequest *unfinished = unfinishedFor(contents.requests, offer.task, computer))
            card.content.standing = cardStanding(*unfinished);
        contents.cards.push_back(std::move(card));
    }
    return contents;
}

void PortalBoard::take(Result<PortalBoardContents> contents)
{
    if (!contents) {
        Q_EMIT failed(contents.error().message());
        return;
    }
    m_contents = std::move(contents).value();
    m_loaded = true;
    Q_EMIT changed();
}

Result<PortalRequest> PortalBoard::request(TaskId task)
{
    const auto chosen = m_user ? std::ranges::find(m_contents.users, *m_user, &User::id) : m_contents.users.end();
    if (chosen == m_contents.users.end())
        return Error{ErrorCode::notFound, tr("Request"), tr("choose whose portal it is first")};
    Result<PortalRequest> made = makeRequest(m_session.workspace(), task, *chosen, m_computer, now());
    if (made)
        m_session.noteRequestChange();
    return made;
}

} // namespace seriatim
