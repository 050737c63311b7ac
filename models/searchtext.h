// The folding of searches for the screen: case and accents do not count.
#pragma once

#include "engine/base/text.h"
