#include "adapters/split.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace adapters {
namespace {

struct CodePoint { UChar32 value; std::size_t end; };

// The code point at byte `at` (which is inside the text); an invalid byte counts as one.
CodePoint code_point(std::string_view text, std::size_t at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 value = 0;
  U8_NEXT_OR_FFFD(bytes, at, text.size(), value);
  return {value, at};
}

bool is_space(UChar32 c) { return u_isUWhiteSpace(c) != 0; }
bool is_line_end(UChar32 c) { return c == '\n' || c == '\r' || c == 0x2028; }

bool ends_sentence(UChar32 c) { return c == '.' || c == '!' || c == '?' || c == ';' || c == 0x2026; }
bool closes(UChar32 c) { return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0xBB; }

// Does a code point belong to the grapheme before it?
bool extends(UChar32 c) {
  const auto kind = u_getIntPropertyValue(c, UCHAR_GRAPHEME_CLUSTER_BREAK);
  return kind == U_GCB_EXTEND || kind == U_GCB_SPACING_MARK || kind == U_GCB_ZWJ;
}

// Byte offset after at most `limit` code points from `from`.
std::size_t advance(std::string_view text, std::size_t from, std::size_t limit) {
  for (std::size_t count = 0; count < limit && from < text.size(); ++count) from = code_point(text, from).end;
  return from;
}

// The end of the white space that begins at `from`; a space that carries a combining mark is no white space.
std::size_t skip_spaces(std::string_view text, std::size_t from) {
  std::size_t last = from;
  while (from < text.size()) {
    const auto [value, end] = code_point(text, from);
    if (!is_space(value)) return extends(value) ? last : from;
    last = from;
    from = end;
  }
  return from;
}

std::string_view trimmed(std::string_view text) {
  std::size_t last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto [value, end] = code_point(text, at);
    if (!is_space(value)) last = end;
    at = end;
  }
  text = text.substr(0, last);
  return text.substr(skip_spaces(text, 0));
}

// Where a text would best be cut: the latest place of each class in a window. Offsets of the end of what stays.
struct Places {
  std::size_t paragraph = 0, line = 0, sentence = 0, word = 0;
  std::size_t best() const { return paragraph != 0 ? paragraph : line != 0 ? line : sentence != 0 ? sentence : word; }
};

// A run of white space: where it begins, its line ends, and what stood before it.
struct Gap { std::size_t begin = 0; int lines = 0; bool after_sentence = false; };

void remember(Places& places, const Gap& gap) {
  if (gap.begin == 0) return;
  if (gap.lines > 1) places.paragraph = gap.begin;
  else if (gap.lines == 1) places.line = gap.begin;
  else if (gap.after_sentence) places.sentence = gap.begin;
  else places.word = gap.begin;
}

// All gaps that begin in the first `limit` code points of `text`; the last of them may reach beyond.
Places places_within(std::string_view text, std::size_t limit) {
  Places places;
  bool after_sentence = false;
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size() && count <= limit;) {
    auto next = code_point(text, at);
    if (!is_space(next.value)) {
      after_sentence = ends_sentence(next.value) || (after_sentence && closes(next.value));
      at = next.end;
      ++count;
      continue;
    }
    Gap gap{at, 0, after_sentence};
    UChar32 before = 0;
    while (at < text.size() && is_space(next.value)) {
      if (is_line_end(next.value) && !(before == '\r' && next.value == '\n')) ++gap.lines;
      before = next.value;
      at = next.end;
      ++count;
      if (at < text.size()) next = code_point(text, at);
    }
    if (at < text.size() && !extends(next.value)) remember(places, gap);
    after_sentence = false;
  }
  return places;
}

// The last grapheme boundary within the first `limit` code points; if one grapheme is longer than that, the limit itself.
std::size_t grapheme_cut(std::string_view text, std::size_t limit) {
  const auto end = advance(text, 0, limit);
  const auto window = text.substr(0, advance(text, end, 1));
  UErrorCode status = U_ZERO_ERROR;
  UText* utext = utext_openUTF8(nullptr, window.data(), static_cast<std::int64_t>(window.size()), &status);
  using icu::BreakIterator;
  const std::unique_ptr<BreakIterator> graphemes(BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  if (U_SUCCESS(status)) graphemes->setText(utext, status);
  auto cut = static_cast<std::int32_t>(end);
  if (U_SUCCESS(status) && graphemes->isBoundary(cut) == 0) cut = graphemes->preceding(cut);
  utext_close(utext);
  return cut > 0 ? static_cast<std::size_t>(cut) : end;
}

}  // namespace

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) at = code_point(text, at).end;
  return count;
}

std::vector<std::string> split(std::string_view text, std::size_t limit) {
  if (limit == 0) throw std::invalid_argument("a part needs room");
  std::vector<std::string> parts;
  text = trimmed(text);
  while (!text.empty()) {
    std::size_t cut = text.size();
    if (advance(text, 0, limit) < text.size()) {
      cut = places_within(text, limit).best();
      if (cut == 0) cut = grapheme_cut(text, limit);
    }
    parts.emplace_back(text.substr(0, cut));
    text.remove_prefix(skip_spaces(text, cut));
  }
  return parts;
}

std::string clip(std::string_view text, std::size_t limit) {
  if (limit == 0 || advance(text, 0, limit) == text.size()) return std::string(limit == 0 ? std::string_view() : text);
  if (limit == 1) return "…";
  return std::string(text.substr(0, grapheme_cut(text, limit - 1))) + "…";
}

}  // namespace adapters
