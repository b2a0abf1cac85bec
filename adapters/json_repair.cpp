// Raw bytes into JSON text that a strict parser takes.
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "adapters/json.hpp"

namespace adapters {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view replacement = "\xEF\xBF\xBD";     // U+FFFD
constexpr std::string_view replacement_escape = "\\ufffd";
constexpr std::size_t escape_length = 6;                     // \uXXXX

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The code unit of a \uXXXX escape that begins at `at`; -1 if none does.
int escaped_unit(std::string_view text, std::size_t at) {
  if (at + escape_length > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int unit = 0;
  for (std::size_t i = at + 2; i < at + escape_length; ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

class Repair {
 public:
  explicit Repair(std::string_view raw) : raw_(raw) { repaired_.reserve(raw.size()); }

  std::string run() {
    while (at_ < raw_.size()) {
      if (raw_[at_] == '\\') escape();
      else if (is_ascii(raw_[at_])) run_of_ascii();
      else sequence();
    }
    return std::move(repaired_);
  }

 private:
  void keep(std::size_t bytes) {
    repaired_.append(raw_.substr(at_, bytes));
    at_ += bytes;
  }

  void run_of_ascii() {
    std::size_t end = at_;
    while (end < raw_.size() && is_ascii(raw_[end]) && raw_[end] != '\\') ++end;
    keep(end - at_);
  }

  void escape() {
    const int unit = escaped_unit(raw_, at_);
    if (unit < 0) return keep(2);                            // \" and \\ too: what follows is not an escape of its own
    if (!U16_IS_SURROGATE(unit)) return keep(escape_length);
    const int next = U16_IS_SURROGATE_LEAD(unit) ? escaped_unit(raw_, at_ + escape_length) : -1;
    if (next >= 0 && U16_IS_TRAIL(next)) return keep(2 * escape_length);
    repaired_.append(replacement_escape);
    at_ += escape_length;
  }

  void sequence() {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(raw_.data());
    std::size_t next = at_;
    UChar32 code_point = 0;
    U8_NEXT(bytes, next, raw_.size(), code_point);
    if (code_point >= 0) return keep(next - at_);
    repaired_.append(replacement);
    at_ = next;
  }

  std::string_view raw_;
  std::string repaired_;
  std::size_t at_ = 0;
};

}  // namespace

std::string repair(std::string_view raw) {
  if (raw.substr(0, byte_order_mark.size()) == byte_order_mark) raw.remove_prefix(byte_order_mark.size());
  return Repair(raw).run();
}

}  // namespace adapters
