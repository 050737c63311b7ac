#!/bin/sh
# Copies one part of the monitoring tools into the agent's own folder: install.sh probe
set -eu
part=$1
target=$SERIATIM_HOME/Applications/Monitoring
mkdir -p "$target"
cp -R "files/$part" "$target/"
echo "$part $(cat "$target/$part/VERSION") copied into $target"
