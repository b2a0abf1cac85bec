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

void set_labour(Session& session, std::int64_t unit, const std::string& as_of, std::int64_t off_roll) {
  session.run("INSERT INTO unit_labour(unit_id, as_of, off_roll) VALUES (?1, ?2, ?3) "
              "ON CONFLICT (unit_id, as_of) DO UPDATE SET off_roll = excluded.off_roll", {unit, as_of, off_roll});
}

std::optional<Unit> unit(Session& session, std::int64_t id, const std::string& day) {
  return session.one(
      "SELECT u.id, u.kind, u.name, u.short_name, u.folded_name, e.parent_id FROM unit u "
      "LEFT JOIN unit_edge e ON e.unit_id = u.id AND e.from_day <= ?2 AND (e.to_day IS NULL OR e.to_day > ?2) WHERE u.id = ?1",
      {id, day}, [](const Row& r) { return Unit{r.integer(0), r.string(1), r.string(2), r.string(3), r.string(4), r.integer(5), 0}; });
}

std::vector<Unit> subtree(Session& session, std::int64_t root, const std::string& day) {
  struct Node { Unit unit; std::string sort_key; };
  std::unordered_map<std::int64_t, std::vector<Node>> children;  // by parent; the root under -1
  session.each(
      "WITH RECURSIVE below(id, parent, depth) AS ("
      " SELECT CAST(?1 AS BIGINT), CAST(-1 AS BIGINT), 0"
      " UNION ALL"
      " SELECT e.unit_id, e.parent_id, below.depth + 1 FROM unit_edge e JOIN below ON e.parent_id = below.id"
      " WHERE e.from_day <= ?2 AND (e.to_day IS NULL OR e.to_day > ?2))"
      "SELECT u.id, u.kind, u.name, u.short_name, u.folded_name, below.parent, below.depth, u.sort_key FROM below JOIN unit u ON u.id = below.id "
      "WHERE u.from_day <= ?2 AND (u.to_day IS NULL OR u.to_day > ?2)",
      {root, day}, [&](const Row& r) {
        const auto parent = r.integer(5);
        children[parent].push_back({Unit{r.integer(0), r.string(1), r.string(2), r.string(3), r.string(4), parent < 0 ? 0 : parent,
                                         static_cast<int>(r.integer(6))}, r.bytes(7)});
      });
  for (auto& [parent, nodes] : children)
    std::sort(nodes.begin(), nodes.end(), [](const Node& a, const Node& b) { return a.sort_key < b.sort_key; });
  std::vector<Unit> ordered;
  const auto visit = [&](const auto& self, std::int64_t parent) -> void {
    const auto found = children.find(parent);
    if (found == children.end()) return;
    for (auto& node : found->second) {
      ordered.push_back(std::move(node.unit));
      self(self, ordered.back().id);
    }
  };
  visit(visit, -1);
  return ordered;
}

std::vector<std::int64_t> lineage(Session& session, std::int64_t unit, const std::string& day) {
  return session.all(
      "WITH RECURSIVE above(id, depth) AS ("
      " SELECT CAST(?1 AS BIGINT), 0"
      " UNION ALL"
      " SELECT e.parent_id, above.depth + 1 FROM unit_edge e JOIN above ON e.unit_id = above.id"
      " WHERE e.from_day <= ?2 AND (e.to_day IS NULL OR e.to_day > ?2)) SELECT id FROM above ORDER BY depth",
      {unit, day}, [](const Row& r) { return r.integer(0); });
}

std::optional<std::int64_t> root_unit(Session& session, const std::string& day) {
  return session.one(
      "SELECT u.id FROM unit u WHERE u.from_day <= ?1 AND (u.to_day IS NULL OR u.to_day > ?1) AND NOT EXISTS "
      "(SELECT 1 FROM unit_edge e WHERE e.unit_id = u.id AND e.from_day <= ?1 AND (e.to_day IS NULL OR e.to_day > ?1)) ORDER BY u.id",
      {day}, [](const Row& r) { return r.integer(0); });
}

}  // namespace storage
