// The checks of a joining, and its steps.
#include "bot/union/joining.hpp"

#include <algorithm>

#include "bot/language/text.hpp"
#include "bot/union/birth.hpp"
#include "bot/union/units.hpp"
#include "storage/audit.hpp"
#include "storage/codes.hpp"
#include "storage/joining.hpp"
#include "storage/memberships.hpp"
#include "storage/roll.hpp"

namespace trade_union {
namespace {

namespace roll = storage::roll;
namespace joining = storage::joining;

struct Pair { roll::Person keep, gone; };

Findings contradictions(const Pair& pair) {
  const auto &a = pair.keep.fields, &b = pair.gone.fields;
  Findings found;
  if (language::fold(a.name) != language::fold(b.name)) found.push_back({"join_names", {{"name", a.name}, {"other", b.name}}});
  if (births_differ(a.birth_day, b.birth_day)) found.push_back({"join_births", {{"name", a.name}}});
  if (!a.code.empty() && !b.code.empty()) found.push_back({"join_codes", {{"name", a.code}, {"other", b.code}}, false});
  if (!a.phone.empty() && !b.phone.empty()) found.push_back({"join_phones", {{"name", a.name}}, false});
  return found;
}

Findings against(storage::Session& session, const Pair& pair, const std::string& today) {
  auto found = contradictions(pair);
  const auto keep = joining::standing(session, pair.keep.id, today), gone = joining::standing(session, pair.gone.id, today);
  const Fields who{{"name", pair.gone.fields.name}};
  if (keep.joined_to != 0) found.push_back({"join_gone", {{"said", std::to_string(pair.keep.id)}, {"other", std::to_string(keep.joined_to)}}});
  if (gone.joined_to != 0) found.push_back({"join_gone", {{"said", std::to_string(pair.gone.id)}, {"other", std::to_string(gone.joined_to)}}});
  if (gone.post) found.push_back({"join_post", who});
  if (gone.open_matter) found.push_back({"join_open", who});
  if (gone.gave) found.push_back({"join_consent", who});
  if (gone.awaited) found.push_back({"join_awaited", who});
  return found;
}

// What is known of the one who is given up and not of the one who goes on.
roll::PersonFields together(const Pair& pair) {
  auto fields = pair.keep.fields;
  const auto& more = pair.gone.fields;
  const auto take = [](std::string& into, const std::string& said) { if (into.empty()) into = said; };
  take(fields.code, more.code);
  take(fields.phone, more.phone);
  take(fields.union_day, more.union_day);
  if (more.birth_day.size() > fields.birth_day.size()) fields.birth_day = more.birth_day;
  if (!fields.woman) fields.woman = more.woman;
  return fields;
}

// Where both would be counted, the one who goes on is, where they were; what is left of the span of the other passes on in pieces.
void pass_span(storage::Session& session, std::int64_t keep, const storage::Membership& span, std::string from) {
  while (!span.to_day || from < *span.to_day) {
    const auto held = storage::overlapping(session, keep, from, span.to_day);
    if (!held) return void(storage::add_membership(session, keep, span.unit, from, span.to_day));
    if (from < held->from_day) storage::add_membership(session, keep, span.unit, from, held->from_day);
    if (!held->to_day) return;
    from = *held->to_day;
  }
}

// From today on the one who goes on is counted wherever and whenever one of the two was to be.
void join_memberships(storage::Session& session, const Pair& pair, const std::string& today) {
  for (const auto& each : storage::memberships(session, pair.gone.id)) {
    const bool to_come = !each.to_day || (*each.to_day > today && *each.to_day > each.from_day);
    if (!to_come) continue;
    const auto from = std::max(each.from_day, today);
    storage::end_membership(session, each, from, "joined");
    pass_span(session, pair.keep.id, each, from);
  }
}

std::int64_t join(storage::Session& session, const Pair& pair, const std::string& today, std::int64_t now) {
  const auto fields = together(pair);
  join_memberships(session, pair, today);
  joining::pass_accounts(session, pair.gone.id, pair.keep.id);
  joining::pass_groups(session, pair.gone.id, pair.keep.id, now);
  storage::codes::end_of(session, pair.gone.id);
  const auto lists = joining::pass_lists(session, pair.gone.id, pair.keep.id);
  joining::keep_keys(session, pair.gone.id, pair.keep.id);
  joining::give_up(session, pair.gone.id, pair.keep.id);
  const auto folded = language::fold(fields.name);
  roll::change_person(session, pair.keep.id, fields, {folded, std::string(language::given_name(folded)), language::person_sort_key(fields.name)});
  if (fields.woman != pair.keep.fields.woman) storage::set_woman(session, pair.keep.id, fields.woman);
  return lists;
}

// By ids only: no phone, no birth.
void note(storage::Session& session, const Pair& pair, const Join& joined, std::int64_t unit, std::int64_t now) {
  const Fields detail{{"gone", pair.gone.id}, {"unit_before", pair.gone.unit}, {"lists", joined.lists}, {"code_of_gone", pair.gone.fields.code},
                      {"phone_taken", pair.keep.fields.phone.empty() && !pair.gone.fields.phone.empty()}};
  storage::log_audit(session, {.at = now, .actor = "command", .action = "person_join", .subject = "person:" + std::to_string(pair.keep.id), .detail = detail.dump(),
                               .channel = "command", .unit = unit == 0 ? std::nullopt : std::optional(unit)});
}

}  // namespace

Join join_persons(storage::Session& session, std::int64_t keep, std::int64_t gone, std::int64_t now, bool dry) {
  const auto today = language::day_of(now);
  Join joined;
  auto first = roll::person(session, keep, today), second = roll::person(session, gone, today);
  if (!first) joined.findings.push_back({"join_unknown", {{"said", std::to_string(keep)}}});
  if (!second) joined.findings.push_back({"join_unknown", {{"said", std::to_string(gone)}}});
  if (keep == gone) joined.findings.push_back({"join_same"});
  if (!joined.findings.empty()) return joined;
  const Pair pair{std::move(*first), std::move(*second)};
  const auto unit = pair.keep.unit != 0 ? pair.keep.unit : pair.gone.unit;
  joined.name = pair.keep.fields.name;
  joined.unit = unit == 0 ? "" : place_name(session, unit, today);
  joined.before = joining::standing(session, gone, today).joined_to == keep;
  if (joined.before) return joined;
  joined.findings = against(session, pair, today);
  if (dry || refused(joined.findings)) return joined;
  joined.lists = join(session, pair, today, now);
  note(session, pair, joined, unit, now);
  return joined;
}

}  // namespace trade_union
