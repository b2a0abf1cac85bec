# Warnings, sanitizers, ccache and clang-tidy, as one interface target every room links: nhipcau_options.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

option(NHIPCAU_WERROR "Warnings are errors" ON)
option(NHIPCAU_TIDY "Run clang-tidy beside the compiler" OFF)
set(NHIPCAU_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=")
option(NHIPCAU_FUZZ "Build the fuzz targets of tests/fuzz (clang only)" OFF)

find_program(CCACHE ccache)
if(CCACHE)
  # The sloppiness lets ccache keep objects that were built from a precompiled header; the base folder lets a fresh clone
  # elsewhere profit from what was built here.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

add_library(nhipcau_options INTERFACE)
target_include_directories(nhipcau_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(nhipcau_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
  $<$<BOOL:${NHIPCAU_WERROR}>:-Werror>
  $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess -fcoroutines>
  # g++ 12 takes Asio's frame allocator for a mismatch when it inlines a coroutine.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete>)
# No path of the machine it was built on in the binary.
target_compile_options(nhipcau_options INTERFACE -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
target_compile_definitions(nhipcau_options INTERFACE NHIPCAU_VERSION="${PROJECT_VERSION}")
if(NHIPCAU_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "NHIPCAU_FUZZ needs clang++: libFuzzer is a part of it.")
  endif()
  set(NHIPCAU_SANITIZE "fuzzer-no-link,address,undefined")
endif()
if(NHIPCAU_SANITIZE)
  target_compile_options(nhipcau_options INTERFACE -fsanitize=${NHIPCAU_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(nhipcau_options INTERFACE -fsanitize=${NHIPCAU_SANITIZE})
endif()
if(NHIPCAU_TIDY)
  find_program(CLANG_TIDY clang-tidy REQUIRED)
  set(CMAKE_CXX_CLANG_TIDY ${CLANG_TIDY})
endif()

