// Looks into the file to see what it is, and what the formats share.
#include "bot/sheets/reader.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "bot/sheets/opening.hpp"
#include "bot/sheets/zip.hpp"

namespace sheets {
namespace {

using namespace std::string_view_literals;
constexpr auto zip_begins = "PK\x03\x04"sv, empty_zip_begins = "PK\x05\x06"sv, old_office_begins = "\xD0\xCF\x11\xE0"sv;

std::string first_octets(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::array<char, 8> octets{};
  in.read(octets.data(), octets.size());
  if (in.bad() || (!in && !in.eof())) throw Unreadable("missing");
  return {octets.data(), static_cast<std::size_t>(in.gcount())};
}

std::uint64_t size_of(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) throw Unreadable("missing");
  const auto size = std::filesystem::file_size(path, error);
  if (error) throw Unreadable("missing");
  return size;
}

std::unique_ptr<Reader> open_packed(const std::string& path, std::uint64_t size, int sheet, const Limits& limits) {
  Budget budget(size, limits);
  const Zip zip(path);
  if (zip.has("xl/workbook.xml") || zip.has("_rels/.rels")) return open_xlsx(path, size, sheet, limits);
  if (zip.has("content.xml")) return open_ods(path, size, sheet, limits);
  throw Unreadable("not_text");
}

// Octets of the character that begins with c, 0 if none does.
std::size_t octets_of(unsigned char c) { return c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0; }

bool valid_character(std::string_view c) {
  for (std::size_t i = 1; i < c.size(); ++i)
    if ((static_cast<unsigned char>(c[i]) & 0xC0) != 0x80) return false;
  const auto first = static_cast<unsigned char>(c[0]);
  const auto second = c.size() > 1 ? static_cast<unsigned char>(c[1]) : 0;
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  return !overlong && !(first == 0xED && second > 0x9F) && !(first == 0xF4 && second > 0x8F);
}

}  // namespace

bool valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto size = octets_of(static_cast<unsigned char>(text[i]));
    if (size == 0 || i + size > text.size() || !valid_character(text.substr(i, size))) return false;
    i += size;
  }
  return true;
}

void tidy(std::string& text, std::size_t most) {
  if (text.size() > most) {
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    text.resize(most);
  }
  for (auto& c : text)
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') || c == 0x7F) c = ' ';
}

void drop_empty_tail(std::vector<std::string>& cells) {
  while (!cells.empty() && cells.back().find_first_not_of(" \t\n") == std::string::npos) cells.pop_back();
}

std::string shortest(double number) {
  std::array<char, 400> text{};
  constexpr double whole_numbers = 1e15;
  const bool whole = std::abs(number) < whole_numbers && number == std::trunc(number);
  const auto end = whole ? std::to_chars(text.begin(), text.end(), static_cast<long long>(number)) : std::to_chars(text.begin(), text.end(), number);
  return {text.data(), end.ptr};
}

// Day 60 of the system of 1900 is a 29 February that never was.
std::string from_serial(double serial, bool from_1904) {
  constexpr double last = 2'958'465;  // 31/12/9999
  constexpr int phantom = 60, days_between = 1462;
  if (!(serial >= 1) || serial > last) return shortest(serial);
  const auto number = static_cast<int>(serial) + (from_1904 ? days_between : 0);
  const auto base = std::chrono::sys_days(std::chrono::year(1899) / 12 / (number < phantom ? 31 : 30));
  const std::chrono::year_month_day day(base + std::chrono::days(number));
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%02u/%02u/%04d", static_cast<unsigned>(day.day()), static_cast<unsigned>(day.month()), static_cast<int>(day.year()));
  return text.data();
}

std::unique_ptr<Reader> open(const std::string& path, int sheet, const Limits& limits) {
  const auto size = size_of(path);
  if (size > limits.file) throw Unreadable("too_large");
  const auto begins = first_octets(path);
  if (begins.starts_with(old_office_begins)) throw Unreadable("old_format");
  if (begins.starts_with(empty_zip_begins)) throw Unreadable("no_sheet");
  if (begins.starts_with(zip_begins)) return open_packed(path, size, sheet, limits);
  return open_csv(path, size, limits);
}

}  // namespace sheets
