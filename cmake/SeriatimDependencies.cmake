find_package(Qt6 6.4 REQUIRED COMPONENTS Core Widgets Svg Charts PrintSupport OPTIONAL_COMPONENTS DBus)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTOUIC ON)

find_package(pugixml REQUIRED)

find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl)

# Debian's SOCI has no CMake package.
find_path(SOCI_INCLUDE_DIR soci/soci.h REQUIRED)
find_library(SOCI_CORE_LIBRARY soci_core REQUIRED)
find_library(SOCI_SQLITE3_LIBRARY soci_sqlite3 REQUIRED)
find_package(SQLite3 REQUIRED)
add_library(seriatim_soci INTERFACE)
target_include_directories(seriatim_soci SYSTEM INTERFACE "${SOCI_INCLUDE_DIR}" "${SOCI_INCLUDE_DIR}/soci")
target_link_libraries(seriatim_soci INTERFACE "${SOCI_SQLITE3_LIBRARY}" "${SOCI_CORE_LIBRARY}" SQLite::SQLite3)
