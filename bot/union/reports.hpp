// The figures, read from the counters: the same functions feed the chat, the API, the console and the exports.
// `scope` is the unit whose subtree (today's tree) the reader may see; rows outside it do not appear and do not count.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"
#include "templates/catalog.hpp"

namespace trade_union {

// Persons of the frozen roster by how far the message got (queued + sent + held + failed + skipped = roster) and by evidence.
struct Reach {
  std::int64_t roster = 0, off_roll = 0;      // off_roll: workers on no roll (ngoài danh sách), not part of roster
  std::int64_t queued = 0, sent = 0, held = 0, failed = 0, skipped = 0;
  std::int64_t delivered = 0, seen = 0, acknowledged = 0;
  std::int64_t relayed = 0;                   // of the skipped: no channel reaches them, their chair posted the text by hand
};
struct UnitReach { std::int64_t unit_id = 0; std::string name, short_name, kind; int depth = 0; Reach reach; };

struct DirectiveHead {
  std::int64_t id = 0;
  std::string doc, kind, issued_on, abstract, urgency;
  std::optional<std::string> deadline;
  std::optional<std::int64_t> campaign_id;    // the latest campaign, if it was sent
  std::string state;                          // of that campaign; "" if never sent
  std::optional<std::int64_t> sent_at;        // when its roster was frozen
};
struct DirectiveReport {
  DirectiveHead head;
  std::string body;
  Reach total;                                // within scope
  std::vector<UnitReach> units;               // every unit in scope that has members below it, in tree order, sums included
};
struct PollReport {
  std::int64_t id = 0, number = 0, unit_id = 0;
  std::string unit, question, state;
  bool multiple = false;
  std::int64_t opened_at = 0;
  std::optional<std::int64_t> closes_at, closed_at;
  std::int64_t roster = 0, voted = 0;
  struct Option { std::int64_t n = 0; std::string text; std::int64_t votes = 0; };
  std::vector<Option> options;
};
struct MeetingReport {
  std::int64_t id = 0, unit_id = 0;
  std::string unit, title, place, state;
  std::int64_t starts_at = 0, opened_at = 0;
  std::optional<std::int64_t> closed_at;
  std::int64_t summoned = 0, present = 0, coming = 0, late = 0, excused = 0, absent = 0;  // coming: said so before it began
  bool quorum = false;                        // 3 * present >= 2 * summoned (two thirds of those summoned); only who is here counts
};
struct FeedbackRow {
  std::int64_t id = 0;
  std::string number, unit, kind, category, text, state;   // number: "PA-0042"; no sender: names are for the level that handles it
  std::int64_t created_at = 0;
};

bool in_scope(storage::Session& session, std::int64_t scope, std::int64_t unit_id, const std::string& today);
std::vector<DirectiveHead> directives(storage::Session& session, std::int64_t scope, const std::string& today);  // newest first
std::optional<DirectiveReport> directive_report(storage::Session& session, std::int64_t directive_id, std::int64_t scope, const std::string& today);
std::vector<PollReport> polls(storage::Session& session, std::int64_t scope, const std::string& today);
std::optional<PollReport> poll_report(storage::Session& session, std::int64_t poll_id, std::int64_t scope, const std::string& today);
std::vector<MeetingReport> meetings(storage::Session& session, std::int64_t scope, const std::string& today);
std::optional<MeetingReport> meeting_report(storage::Session& session, std::int64_t meeting_id, std::int64_t scope, const std::string& today);
std::vector<FeedbackRow> feedback(storage::Session& session, std::int64_t scope, const std::string& today, std::int64_t limit);
std::optional<std::int64_t> root_unit(storage::Session& session, const std::string& today);  // the unit without a parent (LĐLĐ tỉnh)

std::string ticket_number(std::int64_t number);  // 42 → "PA-0042"

// A new directive. Refuses a number that is no official number, a day that does not exist, an empty
// text, a number this organ already used this year, a unit that does not exist, secrecy (mật, tối mật, tuyệt mật).
struct NewDirective {
  std::string doc, issued_on, abstract, body, action, urgency;
  std::optional<std::string> deadline;
  std::int64_t unit_id = 0;
};
struct Added { std::optional<std::int64_t> id; std::string refusal; };  // refusal: a word refusal_sentence() turns into a sentence
std::string refusal_sentence(const templates::Catalog& catalog, const std::string& refusal);
Added add_directive(storage::Session& session, const NewDirective& directive, const std::string& actor, std::int64_t now);

}  // namespace trade_union
