// Which page shows which kind of object: the one place where the pages of the console are named.
#pragma once

#include "models/cataloguedirectory.h"
#include "ui/pagefactory.h"

namespace seriatim {

// The session and the directory outlive the pages.
void registerPageMakers(PageFactory &factory, StoreSession &session, CatalogueDirectory &directory);

} // namespace seriatim
