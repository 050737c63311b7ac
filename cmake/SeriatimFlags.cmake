# One INTERFACE target carries the flags that every target of ours is built with.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

option(SERIATIM_WERROR "Treat warnings as errors (the presets do)" OFF)
set(SERIATIM_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined")

add_library(seriatim_flags INTERFACE)
add_library(seriatim::flags ALIAS seriatim_flags)
target_include_directories(seriatim_flags INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_definitions(seriatim_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS
    SERIATIM_VERSION="${PROJECT_VERSION}")
if(NOT MSVC)
    target_compile_options(seriatim_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
    if(SERIATIM_WERROR)
        target_compile_options(seriatim_flags INTERFACE -Werror)
    endif()
    if(SERIATIM_SANITIZE)
        # The check of virtual tables wants type information that Debian's SOCI keeps to itself: nothing would link.
        target_compile_options(seriatim_flags INTERFACE -fsanitize=${SERIATIM_SANITIZE} -fno-sanitize=vptr -fno-omit-frame-pointer)
        target_link_options(seriatim_flags INTERFACE -fsanitize=${SERIATIM_SANITIZE})
        # What the sanitizers put in makes g++ 12 see optionals that are read before they are set.
        target_compile_options(seriatim_flags INTERFACE -Wno-maybe-uninitialized)
    endif()
    if(SERIATIM_FUZZ)
        target_compile_options(seriatim_flags INTERFACE -fsanitize=fuzzer-no-link)
    endif()
    # lld links a debug binary several times faster than bfd; a machine without it still builds.
    find_program(SERIATIM_LLD NAMES ld.lld)
    if(SERIATIM_LLD)
        target_link_options(seriatim_flags INTERFACE -fuse-ld=lld)
    endif()
endif()

find_program(SERIATIM_CCACHE NAMES ccache)
if(SERIATIM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        # Paths below the checkout do not count, so that a second checkout finds what the first one built.
        "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${SERIATIM_CCACHE}")
endif()
