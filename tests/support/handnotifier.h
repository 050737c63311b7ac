// A desktop that keeps what was sent to it.
#pragma once

#include "ui/desktopnotifier.h"

#include <QStringList>

namespace seriatim::test {

class HandNotifier final : public DesktopNotifier
{
public:
    explicit HandNotifier(QStringList &titles) : m_titles(titles) {}
    void notify(const QString &title, const QString &) override { m_titles.append(title); }

private:
    QStringList &m_titles;
};

} // namespace seriatim::test
