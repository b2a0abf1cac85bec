#include "adapters/json.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <charconv>
#include <cmath>

#include "adapters/channel.hpp"
#include "adapters/signature.hpp"

namespace adapters {
namespace {

const Json null_value;

// From here on a number is a moment in milliseconds, below it in seconds: 10^11 s is the year 5138, 10^11 ms is 1973.
constexpr std::int64_t first_milliseconds = 100'000'000'000;

template <class Number>
std::optional<Number> read_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::int64_t> integer_of(const Json& value) {
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (value.is_string()) return read_number<std::int64_t>(value.get_ref<const std::string&>());
  constexpr double limit = 9e18;
  if (!value.is_number_float() || std::abs(value.get<double>()) >= limit) return std::nullopt;
  return static_cast<std::int64_t>(value.get<double>());
}

// No database keeps U+0000 in a text, and no text needs the other C0 controls but line break and tab.
bool is_unwanted(unsigned char byte) { return byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t'; }

std::string without_controls(std::string text) {
  std::erase_if(text, is_unwanted);
  return text;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char byte) { return byte < 0x80; });
}

}  // namespace

const Json& at(const Json& value, std::string_view key) {
  const auto* members = value.get_ptr<const Json::object_t*>();
  if (members == nullptr) return null_value;
  for (auto member = members->rbegin(); member != members->rend(); ++member)
    if (member->first == key) return member->second;
  return null_value;
}

std::string text_of(const Json& value, std::string_view key) {
  const auto* text = at(value, key).get_ptr<const std::string*>();
  return text == nullptr ? std::string() : without_controls(*text);
}

std::string id_of(const Json& value) {
  if (value.is_string()) return without_controls(value.get<std::string>());
  if (value.is_number_integer()) return value.dump();
  return {};
}

std::string id_of(const Json& value, std::string_view key) { return id_of(at(value, key)); }

std::optional<std::int64_t> integer_of(const Json& value, std::string_view key) { return integer_of(at(value, key)); }

std::optional<double> decimal_of(const Json& value, std::string_view key) {
  const Json& member = at(value, key);
  if (member.is_number()) return member.get<double>();
  if (!member.is_string()) return std::nullopt;
  const auto number = read_number<double>(member.get_ref<const std::string&>());
  return number && std::isfinite(*number) ? number : std::nullopt;
}

std::optional<std::int64_t> time_of(const Json& value, std::string_view key) {
  constexpr std::int64_t milliseconds = 1000;
  const auto time = integer_of(at(value, key));
  if (!time || *time <= 0) return std::nullopt;
  return *time < first_milliseconds ? *time * milliseconds : *time;
}

bool is_true(const Json& value, std::string_view key) {
  const Json& member = at(value, key);
  return member.is_boolean() && member.get<bool>();
}

std::string nfc(std::string text) {
  if (is_ascii(text)) return text;
  UErrorCode status = U_ZERO_ERROR;
  const auto* form = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status) || form->isNormalizedUTF8(text, status)) return text;
  std::string normal;
  icu::StringByteSink<std::string> sink(&normal);
  form->normalizeUTF8(0, text, sink, nullptr, status);
  return U_SUCCESS(status) ? normal : text;
}

std::optional<std::string> nfc_of(const Json& value, std::string_view key) {
  auto text = text_of(value, key);
  if (text.empty()) return std::nullopt;
  return nfc(std::move(text));
}

std::string event_key(std::string_view type, std::string_view account, const Json& item) {
  constexpr std::size_t key_bytes = 16;
  std::string told(type);
  told.append("\n").append(account).append("\n").append(item.dump());
  return hex(sha256(told).substr(0, key_bytes));
}

}  // namespace adapters
