#!/bin/sh
# Unpacks one component of the recorder into the agent's own folder: install.sh core
set -eu
component=$1
target=$SERIATIM_HOME/Applications/Recorder
mkdir -p "$target"
tar -xf "$component.tar" -C "$target"
echo "$component $(cat "$target/$component/VERSION") unpacked into $target"
