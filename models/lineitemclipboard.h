// Line items on the clipboard, as a definition that people can read, and back.
#pragma once

#include "engine/workspace/lineitems.h"
