// StoreLink: an agent's connection to its store, which may be locked, away or replaced for days (B40). Opened again when
// it is there; where another file has been put in its place, that is noticed. One thread.
#pragma once

#include "engine/policy/signing.h"
#include "engine/workspace/workspace.h"

namespace seriatim {

class StoreLink
{
public:
    // Opens the file when it is first needed.
    explicit StoreLink(QString path);
    // For a workspace that somebody else has open.
    explicit StoreLink(Workspace &workspace);

    // An error means "not reachable now". refused: the store is another one than that of this key.
    [[nodiscard]] Result<Workspace *> workspace();

    // From now on only a store with this key counts.
    void trust(const PublicKey &key) { m_trusted = key; }

    // Another number after it was opened again.
    [[nodiscard]] int generation() const { return m_generation; }

    // Once after another file has been put in the store's place: it may lack what the old one had.
    [[nodiscard]] bool takeReplaced();

private:
    [[nodiscard]] Result<> reopen();
    [[nodiscard]] bool isStillThere() const;
    [[nodiscard]] Result<> checkKey();

    QString m_path;
    std::optional<Workspace> m_own;
    Workspace *m_workspace = nullptr;
    QByteArray m_file; // which file was opened
    std::optional<PublicKey> m_trusted;
    bool m_everOpened = false;
    int m_generation = 0;
    bool m_replaced = false;
    bool m_keyChecked = false;
};

} // namespace seriatim
