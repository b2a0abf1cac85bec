// Bodies of platforms as JSON: repaired, bounded in depth, ids without loss of digits; readers that never throw on wrong types.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace adapters {

using Json = nlohmann::ordered_json;                         // keeps the order of the body; of equal keys the last one counts

constexpr std::size_t max_depth = 256;

// The bytes as JSON text that a strict parser takes: no byte order mark, U+FFFD for invalid UTF-8 and lone surrogate escapes.
std::string repair(std::string_view raw);

// The body as a value; integers beyond 2^53 are text. Throws BadBody: not JSON, no object or array, deeper than max_depth, or a
// number that fits no double.
Json parse_body(std::string_view raw);
// The same, but null instead of BadBody: for answers of a platform and for JSON inside strings.
Json parse_or_null(std::string_view raw);

// The strings and numbers (as written) that a body's top level holds under two keys; "" where missing or if it is not JSON.
// One pass, nothing is built: for signatures that are checked before parsing.
std::pair<std::string, std::string> top_level_texts(std::string_view raw, std::string_view first, std::string_view second);

// Member of an object; null if `value` is no object or has no such key.
const Json& at(const Json& value, std::string_view key);

// Texts and ids lose U+0000 and the other C0 controls, except line breaks and tab.
std::string text_of(const Json& value, std::string_view key);                            // "" if it is no string
std::string id_of(const Json& value);                                                    // a string or a whole number; else ""
std::string id_of(const Json& value, std::string_view key);
std::optional<std::int64_t> integer_of(const Json& value, std::string_view key);         // number or string of digits
std::optional<double> decimal_of(const Json& value, std::string_view key);               // number or string; finite
std::optional<std::int64_t> time_of(const Json& value, std::string_view key);            // UTC ms; seconds are turned into ms
bool is_true(const Json& value, std::string_view key);

// NFC form of valid UTF-8.
std::string nfc(std::string text);
// Text under `key` in NFC; nothing if there is none or it is empty.
std::optional<std::string> nfc_of(const Json& value, std::string_view key);

// Key of an event that has no id of its own: a digest of what it is, where, and the item that told it.
std::string event_key(std::string_view type, std::string_view account, const Json& item);

}  // namespace adapters
