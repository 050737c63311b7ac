#!/bin/sh
# A driver that does not fit this computer, as they sometimes do not.
echo "this driver needs another kernel" >&2
exit 67
