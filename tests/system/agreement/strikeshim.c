/* Preloaded into an agent by the agreement test: strikes it where a scenario says, and lets time pass where a program is to
 * take longer than it may. Told by the environment, which is cleared so that programs of the agent are left alone:
 *   SERIATIM_STRIKES       a file with a line "RUN ITEM ATTEMPT STRIKE WAITS" for each start to which something happens
 *   SERIATIM_STRUCK        a file that gets "RUN ITEM ATTEMPT" before a strike
 *   SERIATIM_CLOCK_OFFSET  seconds by which the wall clock is ahead
 * STRIKE: none; before-start, as soon as the journal on disk says that it runs, and before-start-late, instead of the start
 * of its program; running, where the program is ended with the agent, and running-left, where it is left; after-exit, as
 * soon as its end is known, and after-exit-late, right before that would be on disk; countdown, as soon as a restart is on
 * disk, and countdown-late, right before it would be carried out. WAITS: 1 where the program stops itself once it has done
 * what it does, to be struck or to be timed out.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { mostStarts = 1024, tenDays = 10 * 24 * 60 * 60 };

struct start {
    int run, item, attempt, waits;
    char strike[24];
};

static struct start starts[mostStarts];
static int startCount;
static struct start current; /* the start that the agent is at, or was at last */
static pid_t program;        /* of that start, while it has not been waited for */
static int hasMet;           /* its stop has been seen */
static int hasEnded;
static int diesOnceOnDisk;   /* what has just been written to the journal */
static char struckFile[4096];
static atomic_long wallOffset, monotonicOffset; /* seconds */

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

__attribute__((constructor)) static void begin(void)
{
    char text[4096];
    takeVariable("SERIATIM_STRIKES", text, sizeof text);
    FILE *list = fopen(text, "re");
    while (list && startCount < mostStarts) {
        struct start *next = &starts[startCount];
        if (fscanf(list, "%d %d %d %23s %d", &next->run, &next->item, &next->attempt, next->strike, &next->waits) != 5)
            break;
        ++startCount;
    }
    if (list)
        fclose(list);
    takeVariable("SERIATIM_STRUCK", struckFile, sizeof struckFile);
    takeVariable("SERIATIM_CLOCK_OFFSET", text, sizeof text);
    atomic_store(&wallOffset, atol(text));
    unsetenv("LD_PRELOAD");
}

static int is(const char *strike)
{
    return strcmp(current.strike, strike) == 0;
}

static void die(void)
{
    const int struck = open(struckFile, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    dprintf(struck, "%d %d %d\n", current.run, current.item, current.attempt);
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

/* "SERIATIM_START_TOKEN=task/item/run/attempt" and "SERIATIM_ITEM=place" */
static int readStart(char *const environment[], struct start *found)
{
    int parts = 0;
    for (; *environment; ++environment) {
        if (sscanf(*environment, "SERIATIM_START_TOKEN=%*[^/]/%*[^/]/%d/%d", &found->run, &found->attempt) == 2)
            parts |= 1;
        if (sscanf(*environment, "SERIATIM_ITEM=%d", &found->item) == 1)
            parts |= 2;
    }
    return parts == 3;
}

static void take(struct start found)
{
    current = found;
    program = 0;
    hasMet = hasEnded = 0;
    for (int i = 0; i < startCount; ++i) {
        if (starts[i].run == found.run && starts[i].item == found.item && starts[i].attempt == found.attempt)
            current = starts[i];
    }
}

int posix_spawn(pid_t *child, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
                char *const arguments[], char *const environment[])
{
    int (*const realSpawn)(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const[], char *const[])
        = (int (*)(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const[], char *const[]))real("posix_spawn");
    struct start found = {.strike = "none"};
    if (readStart(environment, &found))
        take(found);
    if (is("before-start-late"))
        die();
    const int answer = realSpawn(child, path, actions, attributes, arguments, environment);
    if (answer == 0)
        program = *child;
    return answer;
}

/* Where the program stops itself: it has done what it does. It goes on to wait for its end, as one that is at work would. */
static void meetProgram(void)
{
    siginfo_t info = {0};
    if (program <= 0 || !current.waits || hasMet)
        return;
    hasMet = 1;
    if (waitid(P_PID, (id_t)program, &info, WSTOPPED | WEXITED | WNOWAIT) != 0 || info.si_code != CLD_STOPPED)
        return;
    kill(program, SIGCONT);
    if (is("running"))
        kill(-program, SIGKILL);
    if (is("running") || is("running-left"))
        die();
    atomic_fetch_add(&monotonicOffset, tenDays); /* past every time limit */
}

/* The agent waits for its program by poll where the system has handles of processes, else by waitpid alone. */
int poll(struct pollfd *handles, nfds_t count, int timeout)
{
    meetProgram();
    return ((int (*)(struct pollfd *, nfds_t, int))real("poll"))(handles, count, timeout);
}

pid_t waitpid(pid_t child, int *status, int options)
{
    meetProgram();
    const pid_t answer = ((pid_t (*)(pid_t, int *, int))real("waitpid"))(child, status, options);
    if (answer > 0 && answer == program) {
        program = 0;
        hasEnded = 1;
        if (is("after-exit"))
            die();
    }
    return answer;
}

static int endsWith(int handle, const char *end)
{
    char link[64];
    char path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    const ssize_t length = readlink(link, path, sizeof path);
    const ssize_t wanted = (ssize_t)strlen(end);
    return length >= wanted && memcmp(path + length - wanted, end, (size_t)wanted) == 0;
}

/* The start that the journal is about to announce. */
static int readAnnounced(const char *journal, struct start *found)
{
    char task[64];
    const char *state = strstr(journal, "state=\"savingBeforeStart\"");
    if (!state || sscanf(state, "state=\"savingBeforeStart\" run=\"%d\" current=\"%d\"", &found->run, &found->item) != 2)
        return 0;
    snprintf(task, sizeof task, "priority=\"%d\" state=\"running\"", found->item);
    const char *item = strstr(state, task);
    return item && sscanf(item + strlen(task), " attempts=\"%d\"", &found->attempt) == 1;
}

static void lookAtJournal(const char *journal)
{
    struct start found = {.strike = "none"};
    if (hasEnded && is("after-exit-late"))
        die();
    if (readAnnounced(journal, &found)) {
        take(found);
        diesOnceOnDisk = is("before-start");
    } else if (strstr(journal, "pending=\"restart\"")) {
        diesOnceOnDisk = is("countdown");
        if (is("countdown-late") && strstr(journal, "state=\"savingBeforeRestart\""))
            die();
    }
}

ssize_t write(int handle, const void *bytes, size_t count)
{
    char *const journal = startCount > 0 && endsWith(handle, "/synchronization.spare.xml") ? strndup(bytes, count) : NULL;
    if (journal)
        lookAtJournal(journal);
    free(journal);
    return ((ssize_t (*)(int, const void *, size_t))real("write"))(handle, bytes, count);
}

/* Of the folder: with it the names that were exchanged are on disk. */
int fsync(int handle)
{
    const int answer = ((int (*)(int))real("fsync"))(handle);
    if (diesOnceOnDisk && endsWith(handle, "/Task Synchronization"))
        die();
    return answer;
}

int clock_gettime(clockid_t which, struct timespec *now)
{
    static int (*realClock)(clockid_t, struct timespec *);
    if (!realClock)
        realClock = (int (*)(clockid_t, struct timespec *))real("clock_gettime");
    const int answer = realClock(which, now);
    if (answer == 0 && which == CLOCK_MONOTONIC)
        now->tv_sec += atomic_load(&monotonicOffset);
    if (answer == 0 && which == CLOCK_REALTIME)
        now->tv_sec += atomic_load(&wallOffset);
    return answer;
}

int gettimeofday(struct timeval *now, void *zone)
{
    const int answer = ((int (*)(struct timeval *, void *))real("gettimeofday"))(now, zone);
    if (answer == 0)
        now->tv_sec += atomic_load(&wallOffset);
    return answer;
}
