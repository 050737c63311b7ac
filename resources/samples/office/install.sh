#!/bin/sh
# Copies one part of the office suite into the agent's own folder and ends with a given code: install.sh suite 10
set -eu
part=$1
code=${2:-0}
target=$SERIATIM_HOME/Applications/Office
mkdir -p "$target"
cp -R "files/$part" "$target/"
echo "$part $(cat "$target/$part/VERSION") copied into $target"
[ "$code" -eq 0 ] || echo "a restart is needed to finish (code $code)"
exit "$code"
