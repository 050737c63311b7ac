#!/bin/sh
# Copies the patch of one component over it: patch.sh core
set -eu
component=$1
target=$SERIATIM_HOME/Applications/Recorder/$component
if [ ! -e "$target/VERSION" ]; then
    echo "there is no $component to patch in $target" >&2
    exit 3
fi
cp "patches/$component/CHANGES.txt" "$target/"
cp "patches/$component/VERSION" "$target/VERSION"
echo "$component is now $(cat "$target/VERSION")"
