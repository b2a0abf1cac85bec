# Run by embed_files: turns the listed files into one C++ source, as octets, which no compiler limit cuts.
file(STRINGS ${LISTING} paths)
set(arrays "")
set(entries "")
set(number 0)
foreach(path IN LISTS paths)
  file(READ ${path} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," octets "${hex}")
  # Files outside the root (a system library's style sheet) are known by their bare name.
  cmake_path(IS_PREFIX ROOT ${path} inside)
  if(inside)
    file(RELATIVE_PATH name ${ROOT} ${path})
  else()
    get_filename_component(name ${path} NAME)
  endif()
  string(APPEND arrays "const unsigned char file_${number}[] = {${octets}0};\n")
  string(APPEND entries "      {\"${name}\", view(file_${number}, sizeof file_${number} - 1)},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(MAKE_DIRECTORY ${OUT}/${FOLDER})
file(WRITE ${OUT}/${FOLDER}/embedded.hpp "// Written by cmake/write_embedded.cmake.
#pragma once
#include <map>
#include <string_view>
namespace ${NAMESPACE} {
// Embedded files by their path; lives as long as the program.
const std::map<std::string_view, std::string_view>& embedded();
}
")
file(WRITE ${OUT}/embedded.cpp "// Written by cmake/write_embedded.cmake.
#include \"${FOLDER}/embedded.hpp\"
namespace ${NAMESPACE} {
namespace {
${arrays}
std::string_view view(const unsigned char* data, unsigned long size) { return {reinterpret_cast<const char*>(data), size}; }
}
const std::map<std::string_view, std::string_view>& embedded() {
  static const std::map<std::string_view, std::string_view> files{
${entries}  };
  return files;
}
}
")
