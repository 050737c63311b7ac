// Return codes: lists of them, and the class that a program's lists give a code (B15, B16a).
#pragma once

#include "engine/base/result.h"

#include <QString>

#include <vector>

namespace seriatim {

// A return code is 32 bits: -1 and 4294967295 are the same code. Kept signed.
using ReturnCode = qint32;

using ReturnCodeList = std::vector<ReturnCode>;

// "0, 3010, -1"; an empty text is an empty list. The error names the part that is no code.
[[nodiscard]] Result<ReturnCodeList> parseReturnCodes(QStringView text);
[[nodiscard]] Result<ReturnCode> parseReturnCode(QStringView text);
[[nodiscard]] QString formatReturnCodes(const ReturnCodeList &codes); // "0,3010"
[[nodiscard]] bool contains(const ReturnCodeList &codes, ReturnCode code);

enum class ReturnCodeClass { failure, restartNeeded, restartStarted, tryAgain, success };

[[nodiscard]] bool countsAsSuccess(ReturnCodeClass codeClass);

// The five lists of a program. An empty success list means {0}: a program that nothing can satisfy helps nobody.
struct ReturnCodeRules {
    ReturnCodeList success{0};
    ReturnCodeList failure;
    ReturnCodeList restart;
    ReturnCodeList restartStarted;
    ReturnCodeList retry;

    bool operator==(const ReturnCodeRules &) const = default;

    // The first list that has the code, in B15's order; a code in none is a failure.
    [[nodiscard]] ReturnCodeClass classify(ReturnCode code) const;

    // Every code that counts as success, the success list's first: what a dependency asks for by default (B3).
    [[nodiscard]] ReturnCodeList successCodes() const;

    // What an item that is already present returns (B14) and a not applicable one stands for (B11a).
    [[nodiscard]] ReturnCode firstSuccessCode() const;

    // Windows Installer's usual codes (B15).
    // https://learn.microsoft.com/windows/win32/msi/error-codes
    [[nodiscard]] static ReturnCodeRules windowsInstaller();
};

} // namespace seriatim
