// JournalFile: one small file that is replaced whole and durably at every status point (B18), as cheaply as a disk allows.
// The contents before the last are kept under another name, for support.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>

namespace seriatim {

class JournalFile
{
public:
    // The three names lie in one folder, which belongs to one agent.
    JournalFile(QString path, QString previous, QString spare);

    // A reader finds the old contents or the new, never a mixture; when it returns Done the new ones are on the disk. After
    // an error either may be there after a power cut; do it again.
    [[nodiscard]] Result<> replace(const QByteArray &contents) const;

private:
    [[nodiscard]] Result<> writeSpare(const QByteArray &contents) const;
    [[nodiscard]] Result<> exchange() const;

    QString m_path;
    QString m_previous;
    QString m_spare;
};

} // namespace seriatim
