// Form bodies (application/x-www-form-urlencoded) as fields.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace adapters::sandbox {

// Decoded; of a repeated field the last; a broken escape stands as it is.
std::map<std::string, std::string> read_form(std::string_view body);
// A path segment or query value, percent-encoded.
std::string url_encode(std::string_view text);

}  // namespace adapters::sandbox
