// The event queue's file: one record a line, each with a checksum. Inputs are the records' JSON, a line each, so that the
// parser behind the checksum is reached, and the whole as a file of its own.
#include "engine/agent/eventjson.h"
#include "engine/agent/eventqueue.h"
#include "tests/fuzz/fuzz.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace seriatim;

namespace {

QByteArray sealed(const QByteArray &lines)
{
    QByteArray file;
    for (const QByteArray &line : lines.split('\n'))
        file += QCryptographicHash::hash(line, QCryptographicHash::Sha256).toHex().left(16) + ' ' + line + '\n';
    return file;
}

void openQueue(const QTemporaryDir &folder, const QByteArray &contents)
{
    QFile file(folder.filePath(QStringLiteral("queue.jsonl")));
    if (!file.open(QIODevice::WriteOnly) || file.write(contents) != contents.size())
        return;
    file.close();
    const auto queue = EventQueue::open(folder.path());
    fuzz::require(queue.ok(), "a queue can be opened whatever its file holds");
    const std::vector<StatusEvent> pending = (*queue)->pending(1000);
    for (const StatusEvent &event : pending) {
        (void)(*queue)->reported(event.task, event.run);
        fuzz::require(eventFromJson(eventToJson(event)).ok(), "an event that was read can be written");
    }
    const auto again = EventQueue::open(folder.path());
    fuzz::require(again.ok() && (*again)->pending(1000).size() == pending.size(), "opening it again finds the same events");
    for (const QString &name : QDir(folder.path()).entryList(QDir::Files))
        QFile::remove(folder.filePath(name));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const QTemporaryDir folder(fuzz::memoryFolder() + QStringLiteral("/seriatim-fuzz-XXXXXX"));
    const QByteArray input = fuzz::bytes(data, size);
    openQueue(folder, input);
    openQueue(folder, sealed(input));
    return 0;
}
