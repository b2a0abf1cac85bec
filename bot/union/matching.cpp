#include "bot/union/matching.hpp"

#include <algorithm>

#include "bot/language/text.hpp"
#include "bot/union/birth.hpp"

namespace trade_union {

namespace {

constexpr int whole_name = 3, exact_name = 4, other_marks = 2, near_name = 1;
constexpr int same_phone = 4, other_phone = -1, same_birth = 2, same_year = 1, other_birth = -4, in_team = 1, other_team = -1, out_of_scope = -2;
constexpr int likely_from = 5;
constexpr std::size_t most_shown = 5;

std::string first_word(const std::string& folded) { return folded.substr(0, folded.find(' ')); }
std::string last_word(const std::string& folded) { return folded.substr(folded.rfind(' ') + 1); }

// Marks differ only where one side left them out; two names with different marks are two names.
int name_points(const std::string& said, const std::string& known) {
  if (language::nfc(said) == language::nfc(known)) return exact_name;
  const auto a = language::fold(said), b = language::fold(known);
  if (a == b) return language::has_marks(said) && language::has_marks(known) ? other_marks : whole_name;
  return first_word(a) == first_word(b) && last_word(a) == last_word(b) ? near_name : 0;
}

int compared(const std::optional<std::string>& said, const std::optional<std::string>& known, int same, int other) {
  if (!said || !known) return 0;
  return *said == *known ? same : other;
}

// The year alone says half as much.
int birth_points(const std::optional<std::string>& said, const std::optional<std::string>& known) {
  if (!said || !known) return 0;
  if (births_differ(*said, *known)) return other_birth;
  return *said == *known && known_to_the_day(*said) ? same_birth : same_year;
}
bool other_birth_day(const Claim& claim, const Known& known) { return births_differ(claim.birth_day.value_or(""), known.birth_day.value_or("")); }
bool same_birth_day(const Claim& claim, const Known& known) { return may_be_one_birth(claim.birth_day.value_or(""), known.birth_day.value_or("")); }

bool same(const std::optional<std::string>& a, const std::optional<std::string>& b) { return a && b && *a == *b; }
bool differ(const std::optional<std::string>& a, const std::optional<std::string>& b) { return a && b && *a != *b; }

int points(const Claim& claim, const Known& known) {
  const auto name = name_points(claim.name, known.name);
  const auto phone = compared(claim.phone, known.phone, same_phone, other_phone);
  if (name == 0 && phone != same_phone) return 0;
  int sum = name + phone + birth_points(claim.birth_day, known.birth_day);
  if (claim.team_said) sum += known.in_team ? in_team : other_team;
  if (!known.in_scope) sum += out_of_scope;
  return std::max(sum, 0);
}

bool by_phone(const Claim& claim, const Known& known) {
  return (claim.phone_proven || known.linked) && same(claim.phone, known.phone) && name_points(claim.name, known.name) >= other_marks && !other_birth_day(claim, known);
}

bool by_unit(const Claim& claim, const Known& known) {
  return claim.in_unit && known.in_scope && name_points(claim.name, known.name) >= whole_name && !other_birth_day(claim, known) && !differ(claim.phone, known.phone);
}

// Of several that fit by name in the unit: the one written exactly so, in the tổ said, born that day.
template <class Fits>
void narrow(std::vector<const Known*>& left, Fits fits) {
  if (left.size() > 1 && std::any_of(left.begin(), left.end(), fits)) std::erase_if(left, [&](const Known* known) { return !fits(known); });
}

const Known* the_one(const Claim& claim, const std::vector<Known>& roll) {
  std::vector<const Known*> left;
  for (const auto& known : roll)
    if (by_phone(claim, known)) return &known;
  for (const auto& known : roll)
    if (by_unit(claim, known)) left.push_back(&known);
  narrow(left, [&](const Known* known) { return name_points(claim.name, known->name) == exact_name; });
  if (claim.team_said) narrow(left, [](const Known* known) { return known->in_team; });
  narrow(left, [&](const Known* known) { return same_birth_day(claim, *known); });
  return left.size() == 1 ? left.front() : nullptr;
}

}  // namespace

std::vector<Judged> judge(const Claim& claim, const std::vector<Known>& roll) {
  const auto* one = the_one(claim, roll);
  std::vector<Judged> found;
  for (const auto& known : roll) {
    const auto sum = points(claim, known);
    if (&known == one) found.push_back({known.person, Fit::certain, sum});
    else if (sum > 0) found.push_back({known.person, sum >= likely_from ? Fit::likely : Fit::possible, sum});
  }
  std::stable_sort(found.begin(), found.end(), [](const Judged& a, const Judged& b) { return a.fit != b.fit ? a.fit > b.fit : a.points > b.points; });
  return found;
}

Verdict decide(const Claim& claim, const std::vector<Known>& roll) {
  Verdict verdict;
  for (const auto& judged : judge(claim, roll)) {
    const auto& known = *std::find_if(roll.begin(), roll.end(), [&](const Known& k) { return k.person == judged.person; });
    if (judged.fit == Fit::certain && known.linked) return {Way::ask_account, known.person, {}, {}};
    if (judged.fit == Fit::certain && !known.post) return {Way::ask_them, known.person, {}, {}};
    auto& list = known.linked || known.post ? verdict.barred : verdict.shown;
    if (list.size() < most_shown) list.push_back(known.person);
  }
  return verdict;
}

}  // namespace trade_union
