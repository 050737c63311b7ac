#!/bin/sh
# Takes packages off that the test realinstall put on.
#   restore.sh now PACKAGE...                   at once
#   restore.sh after PROCESS FOLDER PACKAGE...  when the process of the test has ended, however it did: a test that is killed
#                                               cannot clean up. The test leaves FOLDER/restored where nothing is left to do.
set -u

# Where nobody reaps orphans, the dead stay in the list.
alive() { kill -0 "$1" 2>/dev/null && ! grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null; }

# An installer that was cut off leaves half a package, and one that still works keeps dpkg's lock for a while.
restore() {
    for try in $(seq 60); do
        if dpkg --configure -a && dpkg --purge --force-remove-reinstreq "$@"; then
            return 0
        fi
        sleep 2
    done
    return 1
}

# The agent may have outlived its test: it stops after the program that runs.
stop_agent() {
    agent=$(cat "$1/agent.pid" 2>/dev/null) || return 0
    kill -TERM "$agent" 2>/dev/null
    for try in $(seq 600); do
        alive "$agent" || return 0
        sleep 0.5
    done
}

mode=$1
shift
case $mode in
    now) restore "$@" ;;
    after)
        process=$1 folder=$2
        shift 2
        while alive "$process"; do sleep 0.2; done
        if [ ! -d "$folder" ] || [ -e "$folder/restored" ]; then
            exit 0
        fi
        stop_agent "$folder"
        restore "$@" && [ -f "$folder/apt.conf" ] && rm -rf "$folder"
        ;;
    *) echo "usage: restore.sh now PACKAGE... | after PROCESS FOLDER PACKAGE..." >&2; exit 2 ;;
esac
