// Bodies of uploads (multipart/form-data) as parts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace adapters::sandbox {

struct Part {
  std::string name, file_name, type;        // file_name, type: "" where the part has none
  std::string body;
};

// In order; empty if the content type is not multipart/form-data or the body does not fit it.
std::vector<Part> read_multipart(std::string_view content_type, std::string_view body);
const Part* find_part(const std::vector<Part>& parts, std::string_view name);   // nullptr: there is none

}  // namespace adapters::sandbox
