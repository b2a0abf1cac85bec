#include "storage/polls.hpp"

#include <algorithm>
#include <charconv>

namespace storage {

namespace {

#define POLL_COLUMNS "p.id, p.number, p.unit_id, p.question, p.state, p.multiple, p.opened_by, p.opened_at, p.closes_at, p.closed_at, p.roster, p.voted"
Poll read_poll(const Row& r) {
  return {r.integer(0), r.integer(1), r.integer(2), r.string(3), r.string(4), r.integer(5) != 0, r.integer(6), r.integer(7),
          r.maybe_integer(8), r.maybe_integer(9), r.integer(10), r.integer(11)};
}

std::string join(const std::vector<std::int64_t>& choices) {
  std::string text;
  for (const auto choice : choices) text += (text.empty() ? "" : ",") + std::to_string(choice);
  return text;
}

std::vector<std::int64_t> parts(std::string_view text) {
  std::vector<std::int64_t> numbers;
  while (!text.empty()) {
    std::int64_t n = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), n).ptr;
    numbers.push_back(n);
    text.remove_prefix(std::min(text.size(), static_cast<std::size_t>(end - text.data()) + 1));
  }
  return numbers;
}

}  // namespace

std::int64_t next_number(Session& session, const std::string& series) {
  return session.number("INSERT INTO counter(name, value) VALUES (?1, 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value", {series});
}

Poll open_poll(Session& session, const NewPoll& p, const std::vector<std::int64_t>& units) {
  const auto number = next_number(session, "poll");
  const auto id = session.number(
      "INSERT INTO poll(number, unit_id, question, multiple, state, opened_by, opened_at, closes_at, roster) "
      "VALUES (?1, ?2, ?3, ?4, 'open', ?5, ?6, ?7, 0) RETURNING id",
      {number, p.unit, p.question, p.multiple ? 1 : 0, p.opened_by, p.now, p.closes_at});
  for (std::size_t n = 0; n < p.options.size(); ++n)
    session.run("INSERT INTO poll_option(poll_id, n, text) VALUES (?1, ?2, ?3)", {id, n + 1, p.options[n]});
  std::int64_t roster = 0;
  for (const auto unit : units)
    roster += session.run("INSERT INTO poll_person(poll_id, person_id, unit_id) SELECT CAST(?1 AS BIGINT), m.person_id, m.unit_id FROM membership m "
                          "WHERE m.unit_id = ?2 AND m.from_day <= ?3 AND (m.to_day IS NULL OR m.to_day > ?3) ON CONFLICT (poll_id, person_id) DO NOTHING",
                          {id, unit, p.day});
  session.run("UPDATE poll SET roster = ?2 WHERE id = ?1", {id, roster});
  return poll(session, id).value();
}

std::optional<Poll> poll(Session& session, std::int64_t id) {
  return session.one("SELECT " POLL_COLUMNS " FROM poll p WHERE p.id = ?1", {id}, read_poll);
}

std::optional<Poll> poll_by_number(Session& session, std::int64_t number) {
  return session.one("SELECT " POLL_COLUMNS " FROM poll p WHERE p.number = ?1", {number}, read_poll);
}

std::vector<PollOption> poll_options(Session& session, std::int64_t poll) {
  return session.all("SELECT n, text, votes FROM poll_option WHERE poll_id = ?1 ORDER BY n", {poll},
                     [](const Row& r) { return PollOption{r.integer(0), r.string(1), r.integer(2)}; });
}

std::vector<Poll> open_polls_of(Session& session, std::int64_t person) {
  return session.all("SELECT " POLL_COLUMNS " FROM poll p JOIN poll_person x ON x.poll_id = p.id AND x.person_id = ?1 WHERE p.state = 'open' ORDER BY p.id DESC",
                     {person}, read_poll);
}

std::vector<Poll> polls_of(Session& session, const std::vector<std::int64_t>& units, std::int64_t limit) {
  auto found = session.all("SELECT " POLL_COLUMNS " FROM poll p ORDER BY p.id DESC", {}, read_poll);
  std::erase_if(found, [&](const Poll& p) { return std::find(units.begin(), units.end(), p.unit) == units.end(); });
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  return found;
}

std::vector<Poll> polls_due(Session& session, std::int64_t now) {
  return session.all("SELECT " POLL_COLUMNS " FROM poll p WHERE p.state = 'open' AND p.closes_at <= ?1 ORDER BY p.id", {now}, read_poll);
}

std::vector<std::int64_t> open_poll_units(Session& session) {
  return session.all("SELECT DISTINCT unit_id FROM poll WHERE state = 'open'", {}, [](const Row& r) { return r.integer(0); });
}

void close_poll(Session& session, std::int64_t poll, std::int64_t now) {
  session.run("UPDATE poll SET state = 'closed', closed_at = ?2 WHERE id = ?1 AND state = 'open'", {poll, now});
}

bool on_poll_roster(Session& session, std::int64_t poll, std::int64_t person) {
  return session.number("SELECT COUNT(*) FROM poll_person WHERE poll_id = ?1 AND person_id = ?2", {poll, person}) > 0;
}

VoteResult vote(Session& session, std::int64_t poll, std::int64_t person, const std::vector<std::int64_t>& choices, std::int64_t at, std::int64_t now) {
  struct Current { std::string choices; std::int64_t at; };
  const auto current = session.one("SELECT choices, at FROM poll_person WHERE poll_id = ?1 AND person_id = ?2", {poll, person},
                                   [](const Row& r) { return Current{r.string(0), r.integer(1)}; });
  if (!current) return VoteResult::not_on_roster;
  const auto text = join(choices);
  session.run("INSERT INTO answer(poll_id, person_id, choices, at, received_at) VALUES (?1, ?2, ?3, ?4, ?5)", {poll, person, text, at, now});
  if (at < current->at) return VoteResult::overtaken;
  session.run("UPDATE poll_person SET choices = ?3, at = ?4 WHERE poll_id = ?1 AND person_id = ?2", {poll, person, text, at});
  if (text == current->choices) return VoteResult::same;
  for (const auto n : parts(current->choices)) session.run("UPDATE poll_option SET votes = votes - 1 WHERE poll_id = ?1 AND n = ?2", {poll, n});
  for (const auto n : choices) session.run("UPDATE poll_option SET votes = votes + 1 WHERE poll_id = ?1 AND n = ?2", {poll, n});
  const int voted = (text.empty() ? 0 : 1) - (current->choices.empty() ? 0 : 1);
  if (voted != 0) session.run("UPDATE poll SET voted = voted + ?2 WHERE id = ?1", {poll, voted});
  return current->choices.empty() ? VoteResult::counted : VoteResult::changed;
}

Share voted_in_group(Session& session, std::int64_t poll, std::int64_t group) {
  return session.one("SELECT COALESCE(SUM(CASE WHEN p.choices <> '' THEN 1 ELSE 0 END), 0), COUNT(*) FROM group_member g "
                     "JOIN poll_person p ON p.person_id = g.person_id AND p.poll_id = ?1 WHERE g.group_id = ?2 AND g.to_at IS NULL",
                     {poll, group}, [](const Row& r) { return Share{r.integer(0), r.integer(1)}; }).value_or(Share{});
}

}  // namespace storage
