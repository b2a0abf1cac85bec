#include "storage/units.hpp"

#include <algorithm>
#include <unordered_map>

namespace storage {

std::int64_t add_unit(Session& session, const NewUnit& u) {
  const std::optional<std::string_view> code = u.external_code.empty() ? std::nullopt : std::optional<std::string_view>(u.external_code);
  const auto id = session.number(
      "INSERT INTO unit(external_code, kind, name, short_name, folded_name, sort_key, from_day, to_day) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id",
      {code, u.kind, u.name, u.short_name, u.folded_name, Bytes{u.sort_key}, u.from_day, u.to_day});
  if (u.parent != 0)
    session.run("INSERT INTO unit_edge(unit_id, parent_id, from_day, to_day) VALUES (?1, ?2, ?3, ?4)", {id, u.parent, u.from_day, u.to_day});
  return id;
}

std::optional<Unit> unit(Session& session, std::int64_t id, const std::string& day) {
  return session.one(
      "SELECT u.id, u.kind, COALESCE(f.name, u.name), COALESCE(f.short_name, u.short_name), u.folded_name, e.parent_id FROM unit u "
      "LEFT JOIN unit_former_name f ON f.unit_id = u.id AND f.from_day <= ?2 AND f.to_day > ?2 "
      "LEFT JOIN unit_edge e ON e.unit_id = u.id AND e.from_day <= ?2 AND (e.to_day IS NULL OR e.to_day > ?2) WHERE u.id = ?1",
      {id, day}, [](const Row& r) { return Unit{r.integer(0), r.string(1), r.string(2), r.string(3), r.string(4), r.integer(5), 0}; });
}

std::optional<std::int64_t> unit_by_code(Session& session, const std::string& external_code) {
  return session.one("SELECT id FROM unit WHERE external_code = ?1", {external_code}, [](const Row& r) { return r.integer(0); });
}

namespace {

struct Node { Unit unit; std::string sort_key; };
using Children = std::unordered_map<std::int64_t, std::vector<Node>>;  // by parent; the root under -1

// Takes what it appends: a tree whose rows go round ends too.
void append(Children& children, std::int64_t parent, int depth, std::vector<Unit>& ordered) {
  auto found = children.extract(parent);
  if (found.empty()) return;
  std::sort(found.mapped().begin(), found.mapped().end(), [](const Node& a, const Node& b) { return a.sort_key < b.sort_key; });
  for (auto& node : found.mapped()) {
    ordered.push_back(std::move(node.unit));
    ordered.back().depth = depth;
    append(children, ordered.back().id, depth + 1, ordered);
  }
}

}  // namespace

std::vector<Unit> subtree(Session& session, std::int64_t root, const std::string& day) {
  Children below;
  session.each(
      "WITH RECURSIVE below(id, parent) AS ("
      " SELECT CAST(?1 AS BIGINT), CAST(-1 AS BIGINT)"
      " UNION"
      " SELECT e.unit_id, e.parent_id FROM unit_edge e JOIN below ON e.parent_id = below.id"
      " WHERE e.unit_id <> ?1 AND e.from_day <= ?2 AND (e.to_day IS NULL OR e.to_day > ?2))"
      "SELECT u.id, u.kind, COALESCE(f.name, u.name), COALESCE(f.short_name, u.short_name), u.folded_name, below.parent, u.sort_key "
      "FROM below JOIN unit u ON u.id = below.id LEFT JOIN unit_former_name f ON f.unit_id = u.id AND f.from_day <= ?2 AND f.to_day > ?2 "
      "WHERE u.from_day <= ?2 AND (u.to_day IS NULL OR u.to_day > ?2)",
      {root, day}, [&](const Row& r) {
        const auto parent = r.integer(5);
        below[parent].push_back({Unit{r.integer(0), r.string(1), r.string(2), r.string(3), r.string(4), parent < 0 ? 0 : parent, 0}, r.bytes(6)});
      });
  std::vector<Unit> ordered;
  append(below, -1, 0, ordered);
  return ordered;
}

// UNION, not UNION ALL: a unit that moved about stands there once.
#define EVER_BELOW "WITH RECURSIVE links(child, above) AS (SELECT unit_id, parent_id FROM unit_edge UNION ALL SELECT id, merged_into FROM unit WHERE merged_into IS NOT NULL)," \
  " below(id) AS (SELECT CAST(?1 AS BIGINT) UNION SELECT links.child FROM links JOIN below ON links.above = below.id) "

std::vector<std::int64_t> ever_below(Session& session, std::int64_t root) {
  return session.all(EVER_BELOW "SELECT id FROM below", {root}, [](const Row& r) { return r.integer(0); });
}

std::vector<std::int64_t> ended_below(Session& session, std::int64_t root, const std::string& day) {
  return session.all(EVER_BELOW "SELECT u.id FROM below JOIN unit u ON u.id = below.id WHERE u.to_day <= ?2 ORDER BY u.id", {root, day}, [](const Row& r) { return r.integer(0); });
}

std::vector<std::int64_t> joined_to(Session& session, std::int64_t unit) {
  return session.all("SELECT id FROM unit WHERE merged_into = ?1 ORDER BY sort_key, id", {unit}, [](const Row& r) { return r.integer(0); });
}

std::vector<Unit> children(Session& session, std::int64_t unit, const std::string& day) {
  return session.all(
      "SELECT u.id, u.kind, COALESCE(f.name, u.name), COALESCE(f.short_name, u.short_name), u.folded_name, e.parent_id FROM unit_edge e "
      "JOIN unit u ON u.id = e.unit_id LEFT JOIN unit_former_name f ON f.unit_id = u.id AND f.from_day <= ?2 AND f.to_day > ?2 "
      "WHERE e.parent_id = ?1 AND e.from_day <= ?2 AND (e.to_day IS NULL OR e.to_day > ?2) ORDER BY u.sort_key, u.id",
      {unit, day}, [](const Row& r) { return Unit{r.integer(0), r.string(1), r.string(2), r.string(3), r.string(4), r.integer(5), 1}; });
}

// The depth gives the order and, far deeper than any tree, the end where rows go round.
std::vector<std::int64_t> lineage(Session& session, std::int64_t unit, const std::string& day) {
  return session.all(
      "WITH RECURSIVE above(id, depth) AS ("
      " SELECT CAST(?1 AS BIGINT), 0"
      " UNION ALL"
      " SELECT e.parent_id, above.depth + 1 FROM unit_edge e JOIN above ON e.unit_id = above.id"
      " WHERE above.depth < 64 AND e.from_day <= ?2 AND (e.to_day IS NULL OR e.to_day > ?2)) SELECT id FROM above GROUP BY id ORDER BY MIN(depth)",
      {unit, day}, [](const Row& r) { return r.integer(0); });
}

std::optional<std::int64_t> root_unit(Session& session, const std::string& day) {
  return session.one(
      "SELECT u.id FROM unit u WHERE u.from_day <= ?1 AND (u.to_day IS NULL OR u.to_day > ?1) AND NOT EXISTS "
      "(SELECT 1 FROM unit_edge e WHERE e.unit_id = u.id AND e.from_day <= ?1 AND (e.to_day IS NULL OR e.to_day > ?1)) ORDER BY u.id LIMIT 1",
      {day}, [](const Row& r) { return r.integer(0); });
}

// ---- Life ----

std::optional<Life> life(Session& session, std::int64_t unit) {
  return session.one("SELECT from_day, to_day, merged_into, end_reason FROM unit WHERE id = ?1", {unit},
                     [](const Row& r) { return Life{r.string(0), r.maybe_string(1), r.integer(2), r.string(3)}; });
}

bool exists(Session& session, std::int64_t unit, const std::string& day) {
  return session.number("SELECT 1 FROM unit WHERE id = ?1 AND from_day <= ?2 AND (to_day IS NULL OR to_day > ?2)", {unit, day}) == 1;
}

std::int64_t successor(Session& session, std::int64_t unit, const std::string& day) {
  for (auto at = life(session, unit); at && at->to_day && *at->to_day <= day && at->merged_into != 0; at = life(session, unit)) unit = at->merged_into;
  return unit;
}

// ---- Edges ----

std::vector<Edge> edges(Session& session, std::int64_t unit) {
  return session.all("SELECT unit_id, parent_id, from_day, to_day FROM unit_edge WHERE unit_id = ?1 ORDER BY from_day", {unit},
                     [](const Row& r) { return Edge{r.integer(0), r.integer(1), r.string(2), r.maybe_string(3)}; });
}

std::optional<std::string> last_edge_day(Session& session, std::int64_t unit) {
  return session.one("SELECT MAX(from_day) FROM unit_edge WHERE (unit_id = ?1 OR parent_id = ?1) AND (to_day IS NULL OR to_day > from_day)", {unit},
                     [](const Row& r) { return r.maybe_string(0); }).value_or(std::nullopt);
}

std::vector<std::string> tree_days(Session& session, const std::string& day) {
  auto days = session.all("SELECT DISTINCT from_day FROM unit_edge WHERE from_day > ?1 ORDER BY from_day", {day}, [](const Row& r) { return r.string(0); });
  days.insert(days.begin(), day);
  return days;
}

}  // namespace storage
