// UTF-8 with or without a byte order mark, UTF-16 of both orders (without a mark: when every other octet of the beginning is mostly 0).
#include "bot/sheets/decoder.hpp"

#include <algorithm>

#include "bot/sheets/reader.hpp"

namespace sheets {
namespace {

constexpr std::size_t piece = 64 * 1024;

void add_utf8(std::string& text, char32_t c) {
  const auto add = [&text](char32_t octet) { text += static_cast<char>(octet); };
  if (c < 0x80) return add(c);
  if (c < 0x800) return add(0xC0 | c >> 6), add(0x80 | (c & 0x3F));
  if (c < 0x10000) return add(0xE0 | c >> 12), add(0x80 | (c >> 6 & 0x3F)), add(0x80 | (c & 0x3F));
  add(0xF0 | c >> 18), add(0x80 | (c >> 12 & 0x3F)), add(0x80 | (c >> 6 & 0x3F)), add(0x80 | (c & 0x3F));
}

std::size_t zeros(const std::string& text, std::size_t from) {
  std::size_t count = 0;
  for (std::size_t i = from; i < text.size(); i += 2) count += text[i] == '\0' ? 1 : 0;
  return count;
}

}  // namespace

Decoder::Decoder(const std::string& path) : file_(path, std::ios::binary) {
  if (!file_) throw Unreadable("missing");
  fill();
  look();
}

void Decoder::look() {
  if (piece_.starts_with("\xEF\xBB\xBF")) piece_.erase(0, 3);
  else if (piece_.starts_with("\xFF\xFE")) kind_ = Kind::utf16_little, piece_.erase(0, 2);
  else if (piece_.starts_with("\xFE\xFF")) kind_ = Kind::utf16_big, piece_.erase(0, 2);
  else if (const auto half = piece_.size() / 4; half > 0 && zeros(piece_, 1) > half && zeros(piece_, 0) == 0) kind_ = Kind::utf16_little;
  else if (half > 0 && zeros(piece_, 0) > half && zeros(piece_, 1) == 0) kind_ = Kind::utf16_big;
}

// Adds to what is left of the piece before.
bool Decoder::fill() {
  const auto kept = piece_.size();
  piece_.resize(kept + piece);
  file_.read(piece_.data() + kept, piece);
  const auto got = static_cast<std::size_t>(file_.gcount());
  piece_.resize(kept + got);
  read_ += got;
  return got > 0;
}

bool Decoder::more(std::string& text) {
  if (piece_.size() < 2 && !fill() && piece_.empty()) return false;
  if (kind_ == Kind::utf8) {
    text += piece_;
    piece_.clear();
    return true;
  }
  if (piece_.size() < 2) return piece_.clear(), false;
  decode_units(text);
  return true;
}

void Decoder::decode_units(std::string& text) {
  const std::size_t low = kind_ == Kind::utf16_little ? 0 : 1;
  const auto octet = [this](std::size_t at) { return static_cast<char32_t>(static_cast<unsigned char>(piece_[at])); };
  constexpr char32_t replacement = 0xFFFD;
  std::size_t at = 0;
  for (; at + 1 < piece_.size(); at += 2) {
    const char32_t unit = octet(at + low) | octet(at + 1 - low) << 8;
    const bool second = unit >= 0xDC00 && unit < 0xE000;
    if (waiting_ != 0 && second) add_utf8(text, 0x10000 + ((waiting_ - 0xD800) << 10) + (unit - 0xDC00));
    else if (waiting_ != 0 || second) add_utf8(text, replacement);
    if (waiting_ != 0 && second) { waiting_ = 0; continue; }
    waiting_ = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
    if (waiting_ == 0 && !second) add_utf8(text, unit);
  }
  piece_.erase(0, at);
}

}  // namespace sheets
