// An invite code alone on its line: "mã 7KQM-XR4T-9HPW".
#include <algorithm>
#include <cctype>

#include "bot/language/phrases.hpp"
#include "bot/language/reading.hpp"

namespace language {
namespace {

constexpr std::size_t kGroups = 3, kGroupLetters = 4;

bool code_letters(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return kInviteAlphabet.find(c) != std::string_view::npos; });
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

}  // namespace

// Letters and digits may split into several words ("7KQM", "XR|4T"); the code is put together from the text itself.
std::optional<Intent> read_invite(const Reading& reading) {
  if (reading.form) return std::nullopt;
  Cursor cursor(reading.line);
  const bool said = cursor.take(phrases::kInviteWord);
  if (cursor.done()) return std::nullopt;
  const auto written = cursor.rest();
  const auto code = said ? upper(written) : written;
  if (code.size() != kGroups * (kGroupLetters + 1) - 1) return std::nullopt;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const bool sign = i % (kGroupLetters + 1) == kGroupLetters;
    if (sign ? code[i] != '-' : !code_letters(std::string(1, code[i]))) return std::nullopt;
  }
  return Intent{"invite_code", {{"code", code}}};
}

}  // namespace language
