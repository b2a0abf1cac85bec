#include "storage/directory.hpp"

#include <map>

namespace storage {

std::vector<DirectoryPerson> directory_people(Session& session, const std::string& day) {
  return session.all(
      "SELECT p.id, m.unit_id, p.name, r.role, u.short_name FROM person p"
      " LEFT JOIN membership m ON m.person_id = p.id AND m.from_day <= ?1 AND (m.to_day IS NULL OR m.to_day > ?1)"
      " LEFT JOIN role r ON r.id = (SELECT MIN(x.id) FROM role x WHERE x.person_id = p.id AND x.from_day <= ?1 AND (x.to_day IS NULL OR x.to_day > ?1))"
      " LEFT JOIN unit u ON u.id = r.unit_id ORDER BY CASE WHEN r.role IS NULL THEN 1 ELSE 0 END, p.id",
      {day}, [](const Row& r) { return DirectoryPerson{r.integer(0), r.integer(1), r.string(2), r.string(3), r.string(4)}; });
}

std::vector<DirectoryAccount> directory_accounts(Session& session, const std::string& channel) {
  return session.all("SELECT person_id, account, external_id, last_interaction FROM identity WHERE channel = ?1 AND person_id IS NOT NULL ORDER BY id", {channel},
                     [](const Row& r) { return DirectoryAccount{r.integer(0), r.string(1), r.string(2), r.integer(3)}; });
}

std::vector<DirectoryGroup> directory_groups(Session& session, const std::string& channel, const std::string& day) {
  std::vector<DirectoryGroup> groups;
  std::map<std::int64_t, std::size_t> places;
  session.each("SELECT g.id, g.account, g.external_id, u.short_name, p.short_name, u.kind FROM chat_group g JOIN unit u ON u.id = g.unit_id"
               " LEFT JOIN unit_edge e ON e.unit_id = u.id AND e.from_day <= ?2 AND (e.to_day IS NULL OR e.to_day > ?2)"
               " LEFT JOIN unit p ON p.id = e.parent_id WHERE g.channel = ?1 AND g.closed_at IS NULL ORDER BY g.id", {channel, day}, [&](const Row& r) {
    places[r.integer(0)] = groups.size();
    groups.push_back({r.string(1), r.string(2), r.string(3), r.string(4), r.string(5), {}});
  });
  session.each("SELECT group_id, person_id FROM group_member WHERE to_at IS NULL ORDER BY group_id, person_id", {}, [&](const Row& r) {
    if (const auto place = places.find(r.integer(0)); place != places.end()) groups[place->second].members.push_back(r.integer(1));
  });
  return groups;
}

}  // namespace storage
