// Broken encoding: UTF-8 that was read as Windows-1252 on its way ("Ä‘iá»ƒm danh"). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace language {

// The text as it was meant; nothing unless all of it can be turned back into UTF-8 and that changes it.
std::optional<std::string> mended(std::string_view text);

}  // namespace language
