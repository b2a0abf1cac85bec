// The page templates and files that are built into the binary.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace adapters::sandbox {

// pages/{name}.mustache with these fields (strings, numbers, booleans, objects, lists), values escaped for HTML;
// an empty string counts as missing.
std::string render_page(std::string_view name, const nlohmann::json& fields);

// A file of the pages, served under /files/: style sheets, scripts, the icon.
struct PageFile { std::string_view content_type, body; };
std::optional<PageFile> page_file(std::string_view name);

}  // namespace adapters::sandbox
