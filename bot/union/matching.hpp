// Who of the roll somebody may be who says a name, a phone number, a birth day: one table of points, one verdict. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace trade_union {

// What the newcomer brings. in_unit: by the unit's code, or out of its group; what is only said proves no unit. phone_proven: by the
// platform's own form; a name and a number can be typed by every colleague.
struct Claim {
  std::string name;
  std::optional<std::string> phone{}, birth_day{};
  bool in_unit = false, team_said = false, phone_proven = false;
};
// Somebody on the roll. in_scope: of the unit the newcomer is of; in_team: of the tổ they said.
struct Known {
  std::int64_t person = 0;
  std::string name;
  std::optional<std::string> phone{}, birth_day{};
  bool in_scope = true, in_team = false;
  bool linked = false, post = false;
};

// certain: whole name and proven phone fit (a typed one is enough to ask the account that is linked); or, out of the unit, the whole name of exactly one person there. Nothing known speaks against it.
enum class Fit { none, possible, likely, certain };
struct Judged { std::int64_t person = 0; Fit fit = Fit::none; int points = 0; };
// The best first; who fits not at all is left out.
std::vector<Judged> judge(const Claim& claim, const std::vector<Known>& roll);

// ask_them: "is it you?"; ask_account: an account is linked already and must say so; leader: a human decides.
enum class Way { ask_them, ask_account, leader };
struct Verdict {
  Way way = Way::leader;
  std::int64_t person = 0;                 // of ask_them, ask_account
  std::vector<std::int64_t> shown;         // to the leader, the likeliest first
  std::vector<std::int64_t> barred;        // fit too, but have an account or a post: those come in by a code of their own
};
Verdict decide(const Claim& claim, const std::vector<Known>& roll);

}  // namespace trade_union
