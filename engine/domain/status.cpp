#include "engine/domain/status.h"

#include <array>

namespace seriatim {

namespace {

constexpr std::array itemWords{u"notStarted", u"waiting", u"running", u"verifying", u"succeeded", u"alreadyPresent",
                               u"carriedOver", u"notApplicable", u"skipped", u"failed", u"timedOut", u"notVerified",
                               u"interrupted"};
constexpr std::array computerWords{u"notReceived", u"waiting", u"running", u"restartPending", u"succeeded", u"failed",
                                   u"withdrawn"};
constexpr std::array waitWords{u"none", u"schedule", u"window", u"validPeriod", u"download", u"user", u"deferral",
                               u"dependency", u"retry", u"package"};

template <typename Enum, size_t count>
std::optional<Enum> fromWord(const std::array<const char16_t *, count> &words, QStringView word)
{
    for (size_t i = 0; i < count; ++i) {
        if (word.compare(QStringView(words[i]), Qt::CaseInsensitive) == 0)
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

// "alreadyPresent" -> "already present"
QString spaced(const QString &word)
{
    QString text;
    for (const QChar c : word) {
        if (c.isUpper())
            text += u' ';
        text += c.toLower();
    }
    return text;
}

} // namespace

QString toWord(ItemStatus status) { return QString::fromUtf16(itemWords[static_cast<size_t>(status)]); }
QString toWord(ComputerStatus status) { return QString::fromUtf16(computerWords[static_cast<size_t>(status)]); }
QString toWord(WaitReason reason) { return QString::fromUtf16(waitWords[static_cast<size_t>(reason)]); }

std::optional<ItemStatus> itemStatusFromWord(QStringView word) { return fromWord<ItemStatus>(itemWords, word); }
std::optional<ComputerStatus> computerStatusFromWord(QStringView word) { return fromWord<ComputerStatus>(computerWords, word); }
std::optional<WaitReason> waitReasonFromWord(QStringView word) { return fromWord<WaitReason>(waitWords, word); }

QString toText(ItemStatus status) { return spaced(toWord(status)); }
QString toText(ComputerStatus status) { return spaced(toWord(status)); }

bool countsAsFailure(ItemStatus status)
{
    return status == ItemStatus::failed || status == ItemStatus::timedOut || status == ItemStatus::notVerified
           || status == ItemStatus::interrupted;
}

bool isSuccess(ItemStatus status)
{
    return status == ItemStatus::succeeded || status == ItemStatus::alreadyPresent || status == ItemStatus::carriedOver;
}

bool isFinal(ItemStatus status)
{
    return status > ItemStatus::verifying;
}

} // namespace seriatim
