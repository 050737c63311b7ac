// CollectionMatch: which computers of the store a collection comes to, counted off the GUI thread while it is being edited.
// The latest question wins.
#pragma once

#include "models/cataloguetables.h"
#include "models/latestanswer.h"

namespace seriatim {

class CollectionMatch : public QObject
{
    Q_OBJECT

public:
    explicit CollectionMatch(StoreSession &session, QObject *parent = nullptr);
    ~CollectionMatch() override;

    void setCollection(const Collection &collection);

    [[nodiscard]] bool isCounting() const { return m_answer->isAsking(); }
    [[nodiscard]] ComputerTable &computers() { return m_computers; }       // those it comes to
    [[nodiscard]] ComputerTable &listed() { return m_listed; }             // those of its fixed list
    [[nodiscard]] int count() const { return m_computers.objectCount(); }
    [[nodiscard]] int countByFilter() const { return m_byFilter; }
    [[nodiscard]] int total() const { return m_total; }                    // computers in the store

Q_SIGNALS:
    void counted();
    void failed(const QString &message);

private:
    struct Match;
    [[nodiscard]] static Match match(std::shared_ptr<const std::vector<Computer>> inventory, const Collection &collection);
    [[nodiscard]] std::function<Result<Match>(Workspace &, JobControl &)> question();
    void take(Result<Match> found);

    std::unique_ptr<LatestAnswer<Match>> m_answer;
    Collection m_collection;
    ComputerTable m_computers;
    ComputerTable m_listed;
    // Read once and again after a change of the catalogue; shared with the worker thread.
    std::shared_ptr<const std::vector<Computer>> m_inventory;
    std::shared_ptr<const std::vector<Computer>> m_askedWith;
    int m_byFilter = 0;
    int m_total = 0;
};

} // namespace seriatim
