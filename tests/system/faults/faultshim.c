/* Preloaded into an agent by the crash campaign: counts the calls by which it changes files below one folder, and at one
 * of them lets the call fail, be cut short, or the process be killed. Told by the environment, which is cleared so that
 * programs which the agent starts are left alone:
 *   SERIATIM_FAULT_UNDER  the folder, as an absolute path
 *   SERIATIM_FAULT_LOG    a file that gets a line for each counted call: "number name path"; optional
 *   SERIATIM_FAULT        "KIND@NUMBER", KIND one of kill, killAfter, torn (half is written, then killed), eio, enospc,
 *                         eacces, full (this call and every later one that needs space fails), readonly (this call and
 *                         every later one fails), short (half is written, the rest fails once)
 *   SERIATIM_FAULT_SPEED  how many times faster the monotonic clock runs, so that a time limit of minutes can be met
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum kind { none, killBefore, killAfter, torn, eio, enospc, eacces, erofs, full, readOnly, cutShort };

static char under[4096];
static size_t underLength;
static int logFile = -1;
static enum kind faultKind = none;
static long faultAt;
static atomic_long calls;
static atomic_int restFails; /* full or readOnly, once that has struck */
static double speed = 1;
static struct timespec clockStart;

static void *real(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

static void takeVariable(const char *name, char *target, size_t size)
{
    const char *value = getenv(name);
    snprintf(target, size, "%s", value ? value : "");
    unsetenv(name);
}

static enum kind kindOf(const char *word)
{
    static const struct { const char *word; enum kind kind; } kinds[] = {
        {"kill", killBefore}, {"killAfter", killAfter}, {"torn", torn}, {"eio", eio},
        {"enospc", enospc}, {"eacces", eacces}, {"full", full}, {"readonly", readOnly}, {"short", cutShort},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; ++i) {
        if (strcmp(kinds[i].word, word) == 0)
            return kinds[i].kind;
    }
    fprintf(stderr, "faultshim: no fault is called '%s'\n", word);
    abort();
}

__attribute__((constructor)) static void begin(void)
{
    char text[4096];
    takeVariable("SERIATIM_FAULT_UNDER", under, sizeof under);
    underLength = strlen(under);
    takeVariable("SERIATIM_FAULT_LOG", text, sizeof text);
    if (*text)
        logFile = open(text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    takeVariable("SERIATIM_FAULT", text, sizeof text);
    char *at = strchr(text, '@');
    if (at) {
        *at = 0;
        faultKind = kindOf(text);
        faultAt = atol(at + 1);
    }
    takeVariable("SERIATIM_FAULT_SPEED", text, sizeof text);
    if (*text)
        speed = atof(text);
    unsetenv("LD_PRELOAD");
    ((int (*)(clockid_t, struct timespec *))real("clock_gettime"))(CLOCK_MONOTONIC, &clockStart);
}

static int isBelow(const char *path)
{
    return underLength > 0 && strncmp(path, under, underLength) == 0 && (path[underLength] == '/' || path[underLength] == 0);
}

static const char *pathOf(int handle)
{
    static __thread char path[4096];
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    const ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = 0;
    return path;
}

static void die(void)
{
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

/* What is to happen at this call; kills at once where that comes before it. `needsSpace`: a full disk refuses it. */
static enum kind strike(const char *name, const char *path, int needsSpace)
{
    if (!isBelow(path))
        return none;
    const long number = atomic_fetch_add(&calls, 1) + 1;
    if (logFile >= 0) {
        char line[4300];
        const int length = snprintf(line, sizeof line, "%ld %s %s\n", number, name, path);
        ((ssize_t (*)(int, const void *, size_t))real("write"))(logFile, line, (size_t)length);
    }
    if (atomic_load(&restFails) == readOnly)
        return erofs;
    if (atomic_load(&restFails) == full && needsSpace)
        return enospc;
    if (number != faultAt)
        return none;
    if (faultKind == killBefore)
        die();
    if (faultKind == full || faultKind == readOnly) {
        atomic_store(&restFails, faultKind);
        return faultKind == readOnly ? erofs : needsSpace ? enospc : none;
    }
    return faultKind;
}

static int refused(enum kind kind)
{
    switch (kind) {
    case eio:
        errno = EIO;
        return 1;
    case enospc:
        errno = ENOSPC;
        return 1;
    case eacces:
        errno = EACCES;
        return 1;
    case erofs:
        errno = EROFS;
        return 1;
    default:
        return 0;
    }
}

static ssize_t strikeWrite(enum kind kind, int handle, const void *bytes, size_t count)
{
    ssize_t (*const realWrite)(int, const void *, size_t) = (ssize_t (*)(int, const void *, size_t))real("write");
    if (refused(kind))
        return -1;
    if (kind == torn || kind == cutShort) {
        const ssize_t half = realWrite(handle, bytes, count / 2);
        if (kind == torn)
            die();
        faultKind = enospc; /* the rest of it */
        faultAt = atomic_load(&calls) + 1;
        return half;
    }
    const ssize_t written = realWrite(handle, bytes, count);
    if (kind == killAfter)
        die();
    return written;
}

ssize_t write(int handle, const void *bytes, size_t count)
{
    return strikeWrite(strike("write", pathOf(handle), 1), handle, bytes, count);
}

#define AROUND(name, needsSpace, path, call)          \
    do {                                              \
        const enum kind kind = strike(name, path, needsSpace); \
        if (refused(kind))                            \
            return -1;                                \
        const int answer = call;                      \
        if (kind == killAfter || kind == torn)        \
            die();                                    \
        return answer;                                \
    } while (0)

int fsync(int handle)
{
    AROUND("fsync", 1, pathOf(handle), ((int (*)(int))real("fsync"))(handle));
}

int fdatasync(int handle)
{
    AROUND("fdatasync", 1, pathOf(handle), ((int (*)(int))real("fdatasync"))(handle));
}

int ftruncate64(int handle, off64_t length)
{
    AROUND("ftruncate", 0, pathOf(handle), ((int (*)(int, off64_t))real("ftruncate64"))(handle, length));
}

int ftruncate(int handle, off_t length)
{
    AROUND("ftruncate", 0, pathOf(handle), ((int (*)(int, off_t))real("ftruncate"))(handle, length));
}

int rename(const char *from, const char *to)
{
    AROUND("rename", 0, to, ((int (*)(const char *, const char *))real("rename"))(from, to));
}

int renameat2(int fromFolder, const char *from, int toFolder, const char *to, unsigned flags)
{
    AROUND("rename", 0, to, ((int (*)(int, const char *, int, const char *, unsigned))real("renameat2"))(fromFolder, from, toFolder, to, flags));
}

int link(const char *from, const char *to)
{
    AROUND("link", 1, to, ((int (*)(const char *, const char *))real("link"))(from, to));
}

int linkat(int fromFolder, const char *from, int toFolder, const char *to, int flags)
{
    AROUND("link", 1, to, ((int (*)(int, const char *, int, const char *, int))real("linkat"))(fromFolder, from, toFolder, to, flags));
}

int unlink(const char *path)
{
    AROUND("unlink", 0, path, ((int (*)(const char *))real("unlink"))(path));
}

int mkdir(const char *path, mode_t mode)
{
    AROUND("mkdir", 1, path, ((int (*)(const char *, mode_t))real("mkdir"))(path, mode));
}

static int opening(const char *symbol, const char *path, int flags, mode_t mode)
{
    int (*const realOpen)(const char *, int, ...) = (int (*)(const char *, int, ...))real(symbol);
    if (!(flags & (O_CREAT | O_TRUNC)))
        return realOpen(path, flags, mode);
    AROUND("open", 1, path, realOpen(path, flags, mode));
}

#define MODE_OF(flags)                          \
    mode_t mode = 0;                            \
    if ((flags) & (O_CREAT | O_TMPFILE)) {      \
        va_list rest;                           \
        va_start(rest, flags);                  \
        mode = va_arg(rest, mode_t);            \
        va_end(rest);                           \
    }

int open(const char *path, int flags, ...)
{
    MODE_OF(flags)
    return opening("open", path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    MODE_OF(flags)
    return opening("open64", path, flags, mode);
}

int clock_gettime(clockid_t which, struct timespec *now)
{
    static int (*realClock)(clockid_t, struct timespec *);
    if (!realClock)
        realClock = (int (*)(clockid_t, struct timespec *))real("clock_gettime");
    const int answer = realClock(which, now);
    if (answer != 0 || which != CLOCK_MONOTONIC || speed == 1)
        return answer;
    const double passed = (double)(now->tv_sec - clockStart.tv_sec) + (double)(now->tv_nsec - clockStart.tv_nsec) * 1e-9;
    const double fast = passed * speed;
    const long seconds = (long)fast;
    now->tv_sec = clockStart.tv_sec + seconds;
    now->tv_nsec = clockStart.tv_nsec + (long)((fast - (double)seconds) * 1e9);
    if (now->tv_nsec >= 1000000000) {
        now->tv_nsec -= 1000000000;
        ++now->tv_sec;
    }
    return 0;
}
