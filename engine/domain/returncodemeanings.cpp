#include "engine/domain/returncodemeanings.h"

#include <QHash>

#include <span>

namespace seriatim {

namespace {

struct Row {
    quint32 code;
    const char *name;
    const char *meaning;
};

constexpr Row windowsInstaller[]{
    {0, "ERROR_SUCCESS", "it went well"},
    {13, "ERROR_INVALID_DATA", "the data given is not valid"},
    {87, "ERROR_INVALID_PARAMETER", "an argument of the command line is not valid"},
    {120, "ERROR_CALL_NOT_IMPLEMENTED", "a custom action called something that cannot be called from there"},
    {1259, "ERROR_APPHELP_BLOCK", "Windows considers the product not compatible and it was not installed for that reason"},
    {1601, "ERROR_INSTALL_SERVICE_FAILURE", "the Windows Installer service cannot be reached; is it registered and not disabled?"},
    {1602, "ERROR_INSTALL_USEREXIT", "somebody cancelled the installation"},
    {1603, "ERROR_INSTALL_FAILURE", "the installation failed; its log (msiexec /l*v) says where"},
    {1604, "ERROR_INSTALL_SUSPEND", "the installation was suspended and is not complete"},
    {1605, "ERROR_UNKNOWN_PRODUCT", "the product that it is about is not installed here"},
    {1606, "ERROR_UNKNOWN_FEATURE", "the product has no feature of that name"},
    {1607, "ERROR_UNKNOWN_COMPONENT", "the component is not registered"},
    {1608, "ERROR_UNKNOWN_PROPERTY", "a property that was named is not known"},
    {1609, "ERROR_INVALID_HANDLE_STATE", "a handle is in a state that does not allow this"},
    {1610, "ERROR_BAD_CONFIGURATION", "what Windows Installer keeps of the product is damaged"},
    {1611, "ERROR_INDEX_ABSENT", "a component's qualifier is missing"},
    {1612, "ERROR_INSTALL_SOURCE_ABSENT", "the source of the installation is not where it was; can this computer reach it?"},
    {1613, "ERROR_INSTALL_PACKAGE_VERSION", "the package needs a newer Windows Installer"},
    {1614, "ERROR_PRODUCT_UNINSTALLED", "the product has been removed"},
    {1615, "ERROR_BAD_QUERY_SYNTAX", "a query in the package is not valid SQL"},
    {1616, "ERROR_INVALID_FIELD", "a record has no such field"},
    {1618, "ERROR_INSTALL_ALREADY_RUNNING", "another installation was going on; it can be tried again"},
    {1619, "ERROR_INSTALL_PACKAGE_OPEN_FAILED", "the package could not be opened: is the file there, and may it be read?"},
    {1620, "ERROR_INSTALL_PACKAGE_INVALID", "the file is no Windows Installer package, or it is damaged"},
    {1621, "ERROR_INSTALL_UI_FAILURE", "the installer's user interface could not be started"},
    {1622, "ERROR_INSTALL_LOG_FAILURE", "the log could not be opened: does its folder exist, and may it be written to?"},
    {1623, "ERROR_INSTALL_LANGUAGE_UNSUPPORTED", "the package's language is not supported on this system"},
    {1624, "ERROR_INSTALL_TRANSFORM_FAILURE", "a transform could not be applied; are all files of it there?"},
    {1625, "ERROR_INSTALL_PACKAGE_REJECTED", "a policy of the system forbids this installation"},
    {1626, "ERROR_FUNCTION_NOT_CALLED", "a function could not be executed"},
    {1627, "ERROR_FUNCTION_FAILED", "a function failed while it was executed"},
    {1628, "ERROR_INVALID_TABLE", "a table that was named is not known, or not valid"},
    {1629, "ERROR_DATATYPE_MISMATCH", "data of the wrong type was given"},
    {1630, "ERROR_UNSUPPORTED_TYPE", "data of this type is not supported"},
    {1631, "ERROR_CREATE_FAILED", "the Windows Installer service could not be started"},
    {1632, "ERROR_INSTALL_TEMP_UNWRITABLE", "the folder for temporary files is full or cannot be used"},
    {1633, "ERROR_INSTALL_PLATFORM_UNSUPPORTED", "the package is for another kind of processor"},
    {1634, "ERROR_INSTALL_NOTUSED", "the component is not used on this computer"},
    {1635, "ERROR_PATCH_PACKAGE_OPEN_FAILED", "the patch could not be opened: is the file there, and may it be read?"},
    {1636, "ERROR_PATCH_PACKAGE_INVALID", "the file is no Windows Installer patch, or it is damaged"},
    {1637, "ERROR_PATCH_PACKAGE_UNSUPPORTED", "the patch needs a newer Windows Installer"},
    {1638, "ERROR_PRODUCT_VERSION", "another version of the product is installed already and has to go first"},
    {1639, "ERROR_INVALID_COMMAND_LINE", "the command line is wrong; check the options and their quotation marks"},
    {1640, "ERROR_INSTALL_REMOTE_DISALLOWED", "only administrators may install this from a remote session"},
    {1641, "ERROR_SUCCESS_REBOOT_INITIATED", "it went well, and the installer has begun to restart the computer"},
    {1642, "ERROR_PATCH_TARGET_NOT_FOUND", "what the patch is for is not installed, or in another version"},
    {1643, "ERROR_PATCH_PACKAGE_REJECTED", "a policy of the system forbids this patch"},
    {1644, "ERROR_INSTALL_TRANSFORM_REJECTED", "a policy of the system forbids one of the transforms"},
    {1645, "ERROR_INSTALL_REMOTE_PROHIBITED", "this cannot be installed from a remote session"},
    {1646, "ERROR_PATCH_REMOVAL_UNSUPPORTED", "the patch cannot be removed"},
    {1647, "ERROR_UNKNOWN_PATCH", "the patch is not applied to this product"},
    {1648, "ERROR_PATCH_NO_SEQUENCE", "no valid order for the patches was found"},
    {1649, "ERROR_PATCH_REMOVAL_DISALLOWED", "a policy of the system forbids to remove the patch"},
    {1650, "ERROR_INVALID_PATCH_XML", "the description of the patch is not valid"},
    {1651, "ERROR_PATCH_MANAGED_ADVERTISED_PRODUCT", "an advertised product cannot be patched before it is installed"},
    {1652, "ERROR_INSTALL_SERVICE_SAFEBOOT", "Windows Installer does not work while Windows is in safe mode"},
    {1653, "ERROR_ROLLBACK_DISABLED", "it needs rollback, which is switched off here"},
    {1654, "ERROR_INSTALL_REJECTED", "the package does not run on this kind of computer"},
    {1707, "", "it went well: the number of Windows Installer's message that says so"},
    {3010, "ERROR_SUCCESS_REBOOT_REQUIRED", "it went well and is complete after a restart of the computer"},
};

constexpr Row windows[]{
    {1, "ERROR_INVALID_FUNCTION", "the program only says that it failed; its own documentation or log may say more"},
    {2, "ERROR_FILE_NOT_FOUND", "a file was not found, or the command line was wrong"},
    {3, "ERROR_PATH_NOT_FOUND", "a folder was not found"},
    {5, "ERROR_ACCESS_DENIED", "access was denied: the rights that the program ran with are not enough"},
    {14, "ERROR_OUTOFMEMORY", "the memory was not enough"},
    {32, "ERROR_SHARING_VIOLATION", "a file is in use by another program"},
    {50, "ERROR_NOT_SUPPORTED", "what was asked for is not supported here"},
    {53, "ERROR_BAD_NETPATH", "the network path was not found"},
    {67, "ERROR_BAD_NET_NAME", "the share's name was not found on the server"},
    {112, "ERROR_DISK_FULL", "the disk is full"},
    {183, "ERROR_ALREADY_EXISTS", "what it would make is there already"},
    {193, "ERROR_BAD_EXE_FORMAT", "the file is no program that this Windows can run"},
    {216, "ERROR_EXE_MACHINE_TYPE_MISMATCH", "the program is for another kind of processor"},
    {267, "ERROR_DIRECTORY", "the working directory is not valid"},
    {740, "ERROR_ELEVATION_REQUIRED", "it needs an administrator's rights"},
    {1053, "ERROR_SERVICE_REQUEST_TIMEOUT", "a service did not answer in time"},
    {1060, "ERROR_SERVICE_DOES_NOT_EXIST", "a service that it needs is not installed"},
    {1067, "ERROR_PROCESS_ABORTED", "a process ended unexpectedly"},
    {1072, "ERROR_SERVICE_MARKED_FOR_DELETE", "a service is about to be removed; a restart of the computer helps"},
    {1073, "ERROR_SERVICE_EXISTS", "a service of that name is there already"},
    {1155, "ERROR_NO_ASSOCIATION", "no program is registered for files of this kind"},
    {1223, "ERROR_CANCELLED", "somebody cancelled it"},
    {1260, "ERROR_ACCESS_DISABLED_BY_POLICY", "a policy of the system forbids this program"},
    {1326, "ERROR_LOGON_FAILURE", "the user's name or password is wrong"},
    {1392, "ERROR_FILE_CORRUPT", "a file or folder is damaged"},
    {1450, "ERROR_NO_SYSTEM_RESOURCES", "the system's resources were not enough"},
    {1460, "ERROR_TIMEOUT", "something did not answer in time"},
    {1722, "RPC_S_SERVER_UNAVAILABLE", "another computer, or a service, does not answer"},
    {3017, "ERROR_FAIL_REBOOT_REQUIRED", "it failed; a restart of the computer is needed before it is tried again"},
    {3018, "ERROR_FAIL_REBOOT_INITIATED", "it failed, and a restart of the computer has begun"},
    {14098, "ERROR_SXS_COMPONENT_STORE_CORRUPT", "Windows' own store of components is damaged"},
};

constexpr Row windowsUpdate[]{
    {0x00240005, "WU_S_REBOOT_REQUIRED", "it went well and is complete after a restart of the computer"},
    {0x00240006, "WU_S_ALREADY_INSTALLED", "the update is installed already"},
    {0x80240017, "WU_E_NOT_APPLICABLE", "the update is not for this computer"},
};

constexpr Row windowsException[]{
    {0x40010004, "DBG_TERMINATE_PROCESS", "the process was ended from outside"},
    {0xC0000005, "STATUS_ACCESS_VIOLATION", "the program crashed: it used memory that is not its own"},
    {0xC0000017, "STATUS_NO_MEMORY", "the memory was not enough"},
    {0xC000001D, "STATUS_ILLEGAL_INSTRUCTION", "the program crashed: the processor does not know an instruction"},
    {0xC0000022, "STATUS_ACCESS_DENIED", "access was denied: the rights that the program ran with are not enough"},
    {0xC00000FD, "STATUS_STACK_OVERFLOW", "the program crashed: its stack was full"},
    {0xC0000135, "STATUS_DLL_NOT_FOUND", "a library that the program needs is missing"},
    {0xC0000139, "STATUS_ENTRYPOINT_NOT_FOUND", "a library that the program needs is there in another version"},
    {0xC000013A, "STATUS_CONTROL_C_EXIT", "the program was ended by Ctrl+C, or its window was closed"},
    {0xC0000142, "STATUS_DLL_INIT_FAILED", "a library could not be started; it may need somebody to be logged on"},
    {0xC0000374, "STATUS_HEAP_CORRUPTION", "the program crashed: its memory was damaged"},
    {0xC0000409, "STATUS_STACK_BUFFER_OVERRUN", "the program ended itself because its memory was damaged"},
};

constexpr Row shell[]{
    {126, "", "the command was found but cannot be executed"},
    {127, "", "the command was not found"},
    {129, "SIGHUP", "the program was ended by a signal: its terminal was closed"},
    {130, "SIGINT", "the program was interrupted (Ctrl+C)"},
    {131, "SIGQUIT", "the program was ended by a signal: quit"},
    {132, "SIGILL", "the program crashed: the processor does not know an instruction"},
    {134, "SIGABRT", "the program ended itself because it found something wrong"},
    {135, "SIGBUS", "the program crashed: it could not reach its memory"},
    {136, "SIGFPE", "the program crashed: a calculation is not possible"},
    {137, "SIGKILL", "the program was killed, by somebody or because the memory was not enough"},
    {139, "SIGSEGV", "the program crashed: it used memory that is not its own"},
    {141, "SIGPIPE", "the program wrote to something that does not listen any more"},
    {143, "SIGTERM", "the program was asked to end, and did"},
};

std::span<const Row> rowsOf(CodeOrigin origin)
{
    switch (origin) {
    case CodeOrigin::windowsInstaller:
        return windowsInstaller;
    case CodeOrigin::windows:
        return windows;
    case CodeOrigin::windowsUpdate:
        return windowsUpdate;
    case CodeOrigin::windowsException:
        return windowsException;
    case CodeOrigin::shell:
        return shell;
    }
    return {};
}

constexpr CodeOrigin allOrigins[]{CodeOrigin::windowsInstaller, CodeOrigin::windows, CodeOrigin::windowsUpdate,
                                  CodeOrigin::windowsException, CodeOrigin::shell};

const QHash<ReturnCode, ReturnCodeMeaning> &table()
{
    static const QHash<ReturnCode, ReturnCodeMeaning> all = [] {
        QHash<ReturnCode, ReturnCodeMeaning> byCode;
        for (const ReturnCodeMeaning &meaning : returnCodeMeanings())
            byCode.insert(meaning.code, meaning);
        return byCode;
    }();
    return all;
}

} // namespace

std::vector<ReturnCodeMeaning> returnCodeMeanings()
{
    std::vector<ReturnCodeMeaning> all;
    for (const CodeOrigin origin : allOrigins) {
        for (const Row &row : rowsOf(origin))
            all.push_back({static_cast<ReturnCode>(row.code), origin, QString::fromLatin1(row.name), QString::fromLatin1(row.meaning)});
    }
    return all;
}

std::optional<ReturnCodeMeaning> meaningOf(ReturnCode code)
{
    const auto bits = static_cast<quint32>(code);
    constexpr quint32 windowsFacility = 0x80070000; // HRESULT_FROM_WIN32
    const bool wrapped = (bits & 0xFFFF0000U) == windowsFacility && (bits & 0xFFFFU) != 0;
    const auto found = table().constFind(wrapped ? static_cast<ReturnCode>(bits & 0xFFFFU) : code);
    if (found == table().cend() || (wrapped && found->origin == CodeOrigin::shell))
        return std::nullopt;
    ReturnCodeMeaning meaning = *found;
    meaning.code = code;
    return meaning;
}

QString sourceOf(CodeOrigin origin)
{
    switch (origin) {
    case CodeOrigin::windowsInstaller:
        return QStringLiteral("https://learn.microsoft.com/windows/win32/msi/error-codes");
    case CodeOrigin::windows:
        return QStringLiteral("https://learn.microsoft.com/windows/win32/debug/system-error-codes");
    case CodeOrigin::windowsUpdate:
        return QStringLiteral("https://learn.microsoft.com/windows/win32/wua_sdk/wua-success-and-error-codes-");
    case CodeOrigin::windowsException:
        return QStringLiteral("https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/596a1078-e883-4972-9bbc-49e60bebca55");
    case CodeOrigin::shell:
        return QStringLiteral("https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_08_02");
    }
    return {};
}

} // namespace seriatim
