// Normal form, fold, trimming.
#include "bot/language/text.hpp"

#include <algorithm>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/utf8.h>

#include "bot/language/letters.hpp"

namespace language {
namespace {

bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void append_utf8(std::string& text, char32_t c) {
  char octets[U8_MAX_LENGTH];
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(octets, size, static_cast<UChar32>(c));
  text.append(octets, static_cast<std::size_t>(size));
}

}  // namespace

std::string nfc(std::string_view text) {
  if (ascii(text)) return std::string(text);
  UErrorCode error = U_ZERO_ERROR;
  static const icu::Normalizer2& normalizer = *icu::Normalizer2::getNFCInstance(error);
  std::string normal;
  icu::StringByteSink<std::string> sink(&normal, static_cast<std::int32_t>(text.size()));
  normalizer.normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr, error);
  return normal;
}

std::string fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  bool gap = false;
  for (const auto& letter : letters(text)) {
    if (letter.blank()) {
      gap = !folded.empty();
      continue;
    }
    if (gap) folded += ' ';
    gap = false;
    if (letter.base < 0x80) folded += static_cast<char>(letter.base);
    else append_utf8(folded, letter.base);
  }
  return folded;
}

bool has_marks(std::string_view text) {
  const auto found = letters(text);
  return std::any_of(found.begin(), found.end(), [](const Letter& letter) { return letter.marked(); });
}

std::size_t length(std::string_view text) {
  const auto normal = nfc(text);
  return static_cast<std::size_t>(
      std::count_if(normal.begin(), normal.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string trim(std::string_view text) {
  const auto found = letters(text);
  const auto solid = [](const Letter& letter) { return !letter.blank(); };
  const auto first = std::find_if(found.begin(), found.end(), solid);
  if (first == found.end()) return {};
  const auto last = std::find_if(found.rbegin(), found.rend(), solid);
  return std::string(text.substr(first->from, last->to - first->from));
}

std::string_view given_name(std::string_view name) {
  const auto end = name.find_last_not_of(' ');
  if (end == std::string_view::npos) return {};
  const auto blank = name.find_last_of(' ', end);
  const auto from = blank == std::string_view::npos ? 0 : blank + 1;
  return name.substr(from, end - from + 1);
}

}  // namespace language
