#include "engine/domain/returncodes.h"

#include "engine/base/text.h"

#include <QStringList>

#include <algorithm>
#include <limits>

namespace seriatim {

Result<ReturnCode> parseReturnCode(QStringView text)
{
    const std::optional<qint64> number = parseInteger(text);
    if (!number || *number < std::numeric_limits<qint32>::min() || *number > std::numeric_limits<quint32>::max()) {
        return Error{ErrorCode::invalidInput, QString(),
                     QStringLiteral("'%1' is not a return code; write a whole number from -2147483648 to 4294967295")
                         .arg(text.trimmed())};
    }
    return static_cast<ReturnCode>(static_cast<quint32>(*number & 0xffffffff));
}

Result<ReturnCodeList> parseReturnCodes(QStringView text)
{
    ReturnCodeList codes;
    if (text.trimmed().isEmpty())
        return codes;
    for (const QStringView part : text.split(u',')) {
        const Result<ReturnCode> code = parseReturnCode(part);
        if (!code)
            return code.error();
        if (!contains(codes, *code))
            codes.push_back(*code);
    }
    return codes;
}

QString formatReturnCodes(const ReturnCodeList &codes)
{
    QStringList words;
    for (const ReturnCode code : codes)
        words.append(QString::number(code));
    return words.join(u',');
}

bool contains(const ReturnCodeList &codes, ReturnCode code)
{
    return std::ranges::find(codes, code) != codes.end();
}

bool countsAsSuccess(ReturnCodeClass codeClass)
{
    switch (codeClass) {
    case ReturnCodeClass::success:
    case ReturnCodeClass::restartNeeded:
    case ReturnCodeClass::restartStarted:
        return true;
    case ReturnCodeClass::failure:
    case ReturnCodeClass::tryAgain:
        return false;
    }
    Q_UNREACHABLE();
}

ReturnCodeClass ReturnCodeRules::classify(ReturnCode code) const
{
    if (contains(failure, code))
        return ReturnCodeClass::failure;
    if (contains(restart, code))
        return ReturnCodeClass::restartNeeded;
    if (contains(restartStarted, code))
        return ReturnCodeClass::restartStarted;
    if (contains(retry, code))
        return ReturnCodeClass::tryAgain;
    if (contains(success, code) || (success.empty() && code == 0))
        return ReturnCodeClass::success;
    return ReturnCodeClass::failure;
}

ReturnCodeList ReturnCodeRules::successCodes() const
{
    ReturnCodeList counting;
    const auto take = [&](const ReturnCodeList &codes) {
        for (const ReturnCode code : codes) {
            if (countsAsSuccess(classify(code)) && !contains(counting, code))
                counting.push_back(code);
        }
    };
    take(success.empty() ? ReturnCodeList{0} : success);
    take(restart);
    take(restartStarted);
    return counting;
}

ReturnCode ReturnCodeRules::firstSuccessCode() const
{
    // Where other lists have taken every code (advice says so), the list's own first is all that is left to give.
    const ReturnCodeList counting = successCodes();
    if (!counting.empty())
        return counting.front();
    return success.empty() ? 0 : success.front();
}

ReturnCodeRules ReturnCodeRules::windowsInstaller()
{
    return {.success = {0, 1707}, .failure = {}, .restart = {3010}, .restartStarted = {1641}, .retry = {1618}};
}

} // namespace seriatim
