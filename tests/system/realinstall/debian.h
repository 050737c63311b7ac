// DebianMachine: this computer as a place to install packages on for a while, and to be put back as it was.
#pragma once

#include "tests/support/binaries.h"

namespace seriatim::test {

class DebianMachine
{
public:
    // Why nothing may be installed here; empty: it may. It has to be wished (SERIATIM_REALINSTALL=1).
    [[nodiscard]] static QString refusal();

    // Waits until no other such test has the machine. Uses the sandbox, whose processes find apt's settings for it: nothing
    // of what apt downloads stays on the machine.
    explicit DebianMachine(Sandbox &sandbox);
    ~DebianMachine();
    Q_DISABLE_COPY_MOVE(DebianMachine)

    // Chooses as many small packages that this machine does not have and that bring nothing else, and downloads them.
    // From here on a guard puts the machine back when this process ends without restore(). Returns why not; empty: done.
    [[nodiscard]] QString obtain(int count);
    [[nodiscard]] const QStringList &packages() const { return m_packages; } // those chosen

    // An agent to be stopped before the machine is put back, should this process not live to see its end.
    void watch(const QProcess &agent) const;

    [[nodiscard]] bool isInstalled(const QString &package) const;
    [[nodiscard]] QStringList installedInOrder() const; // since obtain(), by dpkg's own log
    [[nodiscard]] QByteArray damage(const QStringList &packages) const; // files that differ from what was packaged

    // Everything that apt and dpkg know to be here, and what was asked for by hand: to compare before and after.
    [[nodiscard]] QByteArrayList inventory() const;

    // Takes off what is here of packages(). Returns what went wrong; empty: nothing.
    [[nodiscard]] QByteArray restore();

private:
    void configureApt(bool ownLists) const;
    [[nodiscard]] QStringList choose(int count) const;
    [[nodiscard]] bool bringsNothingElse(const QString &package) const;
    [[nodiscard]] bool isKnown(const QString &package) const;
    void startGuard() const;

    Sandbox &m_sandbox;
    int m_lock = -1;
    QStringList m_packages;
    qint64 m_logStart = 0;
};

} // namespace seriatim::test
