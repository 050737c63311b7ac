// Which page shows which kind of object: the one place where the pages of the console are named.
#pragma once

#include "models/cataloguedirectory.h"
#include "models/savedreports.h"
#include "ui/pagefactory.h"

namespace seriatim {

// What is passed outlives the pages.
void registerPageMakers(PageFactory &factory, StoreSession &session, CatalogueDirectory &directory, SavedReports &savedReports);

} // namespace seriatim
