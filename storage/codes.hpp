// One-time codes: for a post, for one person of the roll, for a group. Kept as a hash, good for a time, used once; and who tried in vain.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/database.hpp"

namespace storage::codes {

struct Code {
  std::string kind;                       // role, person, group
  std::string role, purpose;              // of a post; of a group
  std::int64_t unit = 0, person = 0;
  std::string name{};                     // of whom the post is meant for
  std::int64_t created_by = 0;            // 0: the command line
};
// A new code for the same person makes the ones before it useless.
void add(Session& session, const std::string& hash, const Code& code, std::int64_t now, std::int64_t expires_at);
// Nothing: unknown, used or expired; nobody learns which.
std::optional<Code> open(Session& session, const std::string& hash, std::int64_t now);
// Takes it; false: somebody was quicker. person 0: whoever typed it is nobody of the roll.
bool use(Session& session, const std::string& hash, std::int64_t person, std::int64_t now);
// How many somebody made from that moment on.
std::int64_t made_since(Session& session, std::int64_t created_by, std::int64_t since);

// Ends a code that was seen by others than the one it is for.
void end(Session& session, const std::string& hash);
// A post was added: what opened a plain member's account must not open a post. The open codes of the person; of all who hold a post in the unit.
void end_of(Session& session, std::int64_t person);
void end_of_holders(Session& session, std::int64_t unit, const std::string& day);

// ---- Wrong codes of an account ----
struct Tries { std::int64_t failed = 0, until = 0; };
Tries tries(Session& session, std::int64_t identity);
void set_tries(Session& session, std::int64_t identity, const Tries& tries);
void forget_tries(Session& session, std::int64_t identity);

}  // namespace storage::codes
