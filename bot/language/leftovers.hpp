// What an input method left undone: Telex ("chojn", "ddieemr") and VNI ("tho61ng", "d9iem63"). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace language {

struct Meant { std::string folded, marked; };  // as in Word

// The command word that was typed; nothing unless the token decodes to one and is none as it stands.
std::optional<Meant> decode_leftover(std::string_view typed);

}  // namespace language
