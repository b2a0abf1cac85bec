// A text file as UTF-8, piece by piece. Private to the room.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>

namespace sheets {

class Decoder {
 public:
  explicit Decoder(const std::string& path);      // throws Unreadable
  // Adds the next piece to text; false at the end. Half characters wait for the next piece.
  bool more(std::string& text);
  std::uint64_t read() const { return read_; }    // octets of the file so far

 private:
  enum class Kind { utf8, utf16_little, utf16_big };
  bool fill();
  void look();
  void decode_units(std::string& text);

  std::ifstream file_;
  std::string piece_;
  Kind kind_ = Kind::utf8;
  char32_t waiting_ = 0;                          // first half of a pair
  std::uint64_t read_ = 0;
};

}  // namespace sheets
