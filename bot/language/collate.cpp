// Vietnamese order: ICU's collation keys, one collator a thread.
#include <memory>
#include <stdexcept>
#include <unicode/coll.h>
#include <unicode/unistr.h>

#include "bot/language/text.hpp"

namespace language {
namespace {

const icu::Collator& collator() {
  thread_local const std::unique_ptr<icu::Collator> vietnamese = [] {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale("vi"), error));
    if (U_FAILURE(error)) throw std::runtime_error("ICU has no collator for Vietnamese");
    return made;
  }();
  return *vietnamese;
}

std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }

}  // namespace

// Ends with a zero octet, as ICU's keys do, so that keys put one after the other compare part by part.
std::string sort_key(std::string_view text) {
  const auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::string key(4 * text.size() + 32, '\0');
  const auto room = static_cast<std::int32_t>(key.size());
  const auto size = collator().getSortKey(wide, reinterpret_cast<std::uint8_t*>(key.data()), room);
  key.resize(static_cast<std::size_t>(size));
  if (size > room) collator().getSortKey(wide, reinterpret_cast<std::uint8_t*>(key.data()), size);
  return key;
}

std::string person_sort_key(std::string_view name) {
  const auto whole = trim(name);
  const auto given = given_name(whole);
  const auto others = std::string_view(whole).substr(0, whole.size() - given.size());
  const auto surname = first_word(others);
  return sort_key(given) + sort_key(surname) + sort_key(trim(others.substr(surname.size())));
}

}  // namespace language
