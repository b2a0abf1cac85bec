#include "bot/language/mojibake.hpp"

#include <array>
#include <unicode/utf8.h>

namespace language {
namespace {

// What Windows-1252 shows for the octets 0x80 to 0x9F; 0: nothing, the octet stays.
constexpr std::array<char32_t, 32> kWindows{0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17D, 0,
                                            0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0, 0x17E, 0x178};

std::optional<char> octet_of(UChar32 c) {
  if (c >= 0 && c < 0x100) return static_cast<char>(c);
  for (std::size_t i = 0; i < kWindows.size(); ++i)
    if (static_cast<UChar32>(kWindows[i]) == c) return static_cast<char>(0x80 + i);
  return std::nullopt;
}

bool valid(std::string_view text) {
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), at, size, c);
    if (c < 0) return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> mended(std::string_view text) {
  if (text.find('\xC3') == std::string_view::npos && text.find('\xC4') == std::string_view::npos) return std::nullopt;
  std::string octets;
  const auto size = static_cast<std::int32_t>(text.size());
  bool high = false;
  for (std::int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), at, size, c);
    const auto octet = octet_of(c);
    if (!octet) return std::nullopt;
    high = high || static_cast<unsigned char>(*octet) >= 0x80;
    octets += *octet;
  }
  return high && valid(octets) ? std::optional(octets) : std::nullopt;
}

}  // namespace language
