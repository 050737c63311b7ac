// synchronization.xml: the agent's memory. The checksum keeps nearly everything out, so each input is tried with its own
// and with the right one.
#include "engine/agent/journal.h"
#include "tests/fuzz/fuzz.h"

#include <QCryptographicHash>

using namespace seriatim;

namespace {

constexpr auto checksumMark = "checksum=\"";
constexpr qsizetype checksumLength = 64;

QByteArray sealed(QByteArray text)
{
    const qsizetype mark = text.left(400).indexOf(checksumMark);
    if (mark < 0)
        return text;
    const qsizetype from = mark + qsizetype(qstrlen(checksumMark));
    const qsizetype quote = text.indexOf('"', from);
    if (quote < 0)
        return text;
    text.remove(from, quote - from);
    text.insert(from, QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
    Q_ASSERT(text.size() >= from + checksumLength);
    return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray input = fuzz::bytes(data, size);
    (void)readJournal(input, QStringLiteral("input"));
    const Result<Journal> journal = readJournal(sealed(input), QStringLiteral("input"));
    if (!journal)
        return 0;
    const QByteArray written = writeJournal(*journal);
    const Result<Journal> again = readJournal(written, QStringLiteral("written"));
    fuzz::require(again.ok(), "what was written can be read");
    fuzz::require(writeJournal(*again) == written, "writing it again changes nothing");
    return 0;
}
