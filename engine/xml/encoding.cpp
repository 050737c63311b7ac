#include "engine/xml/encoding.h"

#include <QStringDecoder>

#include <algorithm>

namespace seriatim {

namespace {

std::optional<QStringConverter::Encoding> markedEncoding(const QByteArray &bytes)
{
    if (const auto marked = QStringConverter::encodingForData(bytes))
        return marked;
    // UTF-16 without a mark: the first character of an XML document is '<'.
    if (bytes.startsWith(QByteArrayView("<\0", 2)))
        return QStringConverter::Utf16LE;
    if (bytes.startsWith(QByteArrayView("\0<", 2)))
        return QStringConverter::Utf16BE;
    return std::nullopt;
}

bool declaresLatin1(const QByteArray &bytes)
{
    const qsizetype end = bytes.startsWith("<?xml") ? bytes.indexOf("?>") : -1;
    if (end < 0)
        return false;
    const QByteArray declaration = bytes.left(end).toLower();
    return declaration.contains("\"iso-8859-1\"") || declaration.contains("'iso-8859-1'");
}

qsizetype firstBrokenByte(QByteArrayView text)
{
    qsizetype at = 0;
    while (at < text.size()) {
        const auto lead = static_cast<quint8>(text[at]);
        const qsizetype length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (!text.sliced(at, std::min(length, text.size() - at)).isValidUtf8())
            break;
        at += length;
    }
    return at;
}

} // namespace

QString positionInText(const QString &source, QByteArrayView utf8, qsizetype offset)
{
    const QByteArrayView before = utf8.first(std::clamp<qsizetype>(offset, 0, utf8.size()));
    const qsizetype line = std::ranges::count(before, '\n') + 1;
    const QByteArrayView lastLine = before.sliced(before.lastIndexOf('\n') + 1);
    const qsizetype column =
        std::ranges::count_if(lastLine, [](char c) { return (static_cast<quint8>(c) & 0xc0) != 0x80; }) + 1;
    return QStringLiteral("%1:%2:%3").arg(source).arg(line).arg(column);
}

Result<QByteArray> decodeToUtf8(const QByteArray &bytes, const QString &source)
{
    const auto encoding = markedEncoding(bytes);
    if (encoding && *encoding != QStringConverter::Utf8) {
        QStringDecoder decoder(*encoding);
        const QString text = decoder(bytes);
        if (decoder.hasError()) {
            return Error{ErrorCode::invalidInput, source,
                         QStringLiteral("is not valid %1; save it as UTF-8")
                             .arg(QString::fromLatin1(QStringConverter::nameForEncoding(*encoding)))};
        }
        return text.toUtf8();
    }
    if (!encoding && declaresLatin1(bytes))
        return QString::fromLatin1(bytes).toUtf8();

    const QByteArray text = bytes.startsWith("\xEF\xBB\xBF") ? bytes.mid(3) : bytes;
    if (!text.isValidUtf8()) {
        const qsizetype broken = firstBrokenByte(text);
        return Error{ErrorCode::invalidInput, positionInText(source, text, broken),
                     QStringLiteral("byte 0x%1 is not valid UTF-8; save the document as UTF-8")
                         .arg(static_cast<quint8>(text[broken]), 2, 16, QLatin1Char('0'))};
    }
    return text;
}

} // namespace seriatim
