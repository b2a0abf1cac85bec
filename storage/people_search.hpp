// People found by what they are called. A scope of some thousand members is walked; in a larger one the index of given names is read, and
// never more than some hundred of its rows are looked at: then more words are needed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct NamedPerson {
  std::int64_t person = 0, unit = 0;      // unit: of the membership, else of the post
  std::string name;
  std::optional<std::string> birth_day;
  std::string sort_key;
};
struct NameSearch {
  std::vector<NamedPerson> found;         // in Vietnamese order, each person once
  bool more = false;                      // there are others, or too many to look at: the words do not tell enough
};
// Who is a member of `scope` or of what is below it on that day or later, or holds a post there, and bears these words: folded, the last
// is the given name, the others stand before it in this order. Whoever bears exactly these words comes before the others. At most `limit`.
NameSearch search_people(Session& session, std::int64_t scope, const std::vector<std::string>& words, const std::string& day, std::size_t limit);

}  // namespace storage
