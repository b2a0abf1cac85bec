#include "storage/feedback.hpp"

#include <algorithm>

#include "storage/polls.hpp"

namespace storage {

// Who handles it: the unit it came from, or the one that took it over when that was merged.
#define HANDLED_BY_UNIT "(handler_id = ?1 OR (handler_id IS NULL AND unit_id = ?1))"

Feedback add_feedback(Session& session, Feedback f) {
  f.number = next_number(session, "feedback");
  f.state = "new";
  f.id = session.number("INSERT INTO feedback(number, person_id, unit_id, kind, category, text, state, created_at) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'new', ?7) RETURNING id",
                        {f.number, f.person, f.unit, f.kind, f.category, f.text, f.created_at});
  return f;
}

std::vector<Feedback> feedback_of(Session& session, const std::vector<std::int64_t>& units, std::int64_t limit) {
  std::vector<Feedback> found;
  for (const auto unit : units)
    session.each("SELECT id, number, person_id, unit_id, kind, category, text, state, created_at FROM feedback WHERE " HANDLED_BY_UNIT
                 " ORDER BY created_at DESC, id DESC LIMIT ?2", {unit, limit}, [&](const Row& r) {
      found.push_back({r.integer(0), r.integer(1), r.maybe_integer(2), r.maybe_integer(3), r.string(4), r.string(5), r.string(6), r.string(7), r.integer(8)});
    });
  std::sort(found.begin(), found.end(), [](const Feedback& a, const Feedback& b) { return a.id > b.id; });
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  return found;
}

std::int64_t count_feedback(Session& session, const std::vector<std::int64_t>& units, const std::string& state) {
  std::int64_t count = 0;
  for (const auto unit : units)
    count += session.number("SELECT COUNT(*) FROM feedback WHERE " HANDLED_BY_UNIT " AND state = ?2", {unit, state});
  return count;
}

}  // namespace storage
