// Which download and execute options a task has while it overrides none (B28): those of the agent settings with the highest
// priority, computer by computer.
#pragma once

#include "models/storesession.h"

#include <QStringList>

namespace seriatim {

struct InheritedOptions {
    struct Source {
        std::optional<AgentSettings> settings; // absent: the built-in values
        int computerCount = 0;
        QStringList collections; // of the task, by name, where these computers are
    };
    std::vector<Source> sources{Source{}}; // never empty; highest priority first, built-in values last

    // What is shown: the first source's.
    [[nodiscard]] DeliveryOptions options() const;
};

[[nodiscard]] InheritedOptions inheritedOptions(const std::vector<CollectionId> &appliesTo, const std::vector<AgentSettings> &settings,
                                                const std::vector<Collection> &collections, const std::vector<Computer> &computers);

// Where the values come from, in one to a few sentences.
[[nodiscard]] QString inheritedWords(const InheritedOptions &inherited);

// Keeps the answer for one task up to date; reads on the worker thread.
class InheritedOptionsWatcher : public QObject
{
    Q_OBJECT

public:
    explicit InheritedOptionsWatcher(StoreSession &session, QObject *parent = nullptr);

    void setCollections(const std::vector<CollectionId> &appliesTo);
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] const InheritedOptions &inherited() const { return m_inherited; }

Q_SIGNALS:
    void changed();
    void failed(const QString &message);

private:
    void reload();

    StoreSession &m_session;
    std::vector<CollectionId> m_appliesTo;
    InheritedOptions m_inherited;
    bool m_loaded = false;
    int m_generation = 0; // an answer to an older question is passed over
};

} // namespace seriatim
