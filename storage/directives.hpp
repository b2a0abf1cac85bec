// Directives (văn bản chỉ đạo): key (organ, number, kind, year), found by what people type.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct Directive {
  std::int64_t id = 0;
  std::string doc, folded_doc, number, kind, organ;
  std::int64_t year = 0;
  std::string issued_on, abstract, action;
  std::optional<std::string> deadline;
  std::string urgency, body;
  std::int64_t unit_id = 0;
  std::int64_t media = 0;                        // the file that goes out with it; 0: none
};

// 0 if this organ already used the number this year.
std::int64_t add_directive(Session& session, const Directive& directive, std::int64_t now);
std::optional<Directive> directive(Session& session, std::int64_t id);
// By folded whole number ("324/kh-ldld"); newest first.
std::vector<Directive> directives_by_doc(Session& session, const std::string& folded_doc);
// By the number alone, without leading zeros, and the kind unless that is "".
std::vector<Directive> directives_by_number(Session& session, const std::string& number, const std::string& kind);
// Newest first. Bodies are left empty.
std::vector<Directive> all_directives(Session& session);
// The newest one whose campaign has this person on its roster; with unread_only: without an acknowledgement yet.
std::vector<std::int64_t> directives_of_person(Session& session, std::int64_t person, bool unread_only);

}  // namespace storage
