// Cuts a message into plain text, web addresses and Zalo's mentions "[@id]", to show each as a phone does.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace adapters::sandbox {

struct TextPart {
  enum class Kind { plain, link, mention };
  Kind kind = Kind::plain;
  std::string text;                         // of a mention: the id alone
};

// In order; put together (mentions with their brackets) they are the text again.
std::vector<TextPart> text_parts(std::string_view text);

}  // namespace adapters::sandbox
