// One SQL text for both engines: words in braces and ?1 placeholders become what the engine understands.
#pragma once

#include <string>
#include <string_view>

namespace storage {

struct Dialect {
  std::string_view id;           // {id}: a primary key that counts itself
  std::string_view bytes;        // {bytes}: column type of raw octets
  std::string_view skip_locked;  // {skip_locked}: lock what a claim selects, pass over what others hold
  char placeholder;              // '?' or '$'
};

extern const Dialect sqlite_dialect;
extern const Dialect postgres_dialect;

// The text as the engine wants it; quotes and comments stay as they are. Throws std::logic_error on an unknown word.
std::string translate(std::string_view sql, const Dialect& dialect);

}  // namespace storage
