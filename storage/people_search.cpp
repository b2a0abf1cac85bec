#include "storage/people_search.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace storage {

namespace {

constexpr std::int64_t walked_units = 200, walked_members = 4'000;  // a scope of fewer is walked
constexpr std::int64_t looked_at = 250;          // so many people of that name at most are looked up one by one

#define BELOW \
  "WITH RECURSIVE below(id) AS (SELECT CAST(?1 AS BIGINT) UNION SELECT e.unit_id FROM unit_edge e JOIN below ON e.parent_id = below.id " \
  "WHERE e.from_day <= ?2 AND (e.to_day IS NULL OR e.to_day > ?2)) "
#define HOLDS(row) "(" row ".to_day IS NULL OR (" row ".to_day > ?2 AND " row ".to_day > " row ".from_day)) "
#define NAMED "p.given = ?3 AND (' ' || p.folded_name) LIKE ?4 "

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// "lo", "hoa" → "% lo% hoa": who bears these words in this order, and now and then somebody whose words only begin so.
std::string pattern(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += "% " + word;
  return text;
}

bool bears(const std::string& folded_name, const std::vector<std::string>& words) {
  auto left = words.rbegin();
  for (auto end = folded_name.size(); left != words.rend();) {
    const auto blank = folded_name.rfind(' ', end == 0 ? 0 : end - 1);
    const auto from = blank == std::string::npos ? 0 : blank + 1;
    if (folded_name.compare(from, end - from, *left) == 0) ++left;
    else if (left == words.rbegin()) return false;  // the given name is the last word
    if (from == 0) break;
    end = from - 1;
  }
  return left == words.rend();
}

struct Hit { NamedPerson person; std::string folded_name; };

class Hits {
 public:
  Hits(const std::vector<std::string>& words) : words_(words), whole_(joined(words)) {}

  // id, name, folded_name, birth_day, sort_key, unit
  void take(const Row& r) {
    if (bears(r.string(2), words_)) hits_.push_back({{r.integer(0), r.integer(5), r.string(1), r.maybe_string(3), r.bytes(4)}, r.string(2)});
  }
  void take(Hit hit) { hits_.push_back(std::move(hit)); }

  NameSearch best(std::size_t limit, bool more) {
    std::stable_sort(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) { return a.person.person < b.person.person; });
    hits_.erase(std::unique(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) { return a.person.person == b.person.person; }), hits_.end());
    std::sort(hits_.begin(), hits_.end(), [&](const Hit& a, const Hit& b) {
      const bool whole_a = a.folded_name == whole_, whole_b = b.folded_name == whole_;
      return std::tie(whole_b, a.person.sort_key, a.person.person) < std::tie(whole_a, b.person.sort_key, b.person.person);
    });
    const bool whole = !hits_.empty() && hits_.front().folded_name == whole_ && words_.size() > 1;
    NameSearch search;
    for (const auto& hit : hits_)
      if (!whole || hit.folded_name == whole_) search.found.push_back(hit.person);
    search.more = more || search.found.size() > limit;
    if (search.found.size() > limit) search.found.resize(limit);
    return search;
  }

 private:
  const std::vector<std::string>& words_;
  std::string whole_;
  std::vector<Hit> hits_;
};

void walk(Session& session, std::int64_t scope, const std::vector<std::string>& words, const std::string& day, Hits& hits) {
  // CROSS JOIN keeps the order: units, their members, their names.
  session.each(BELOW "SELECT p.id, p.name, p.folded_name, p.birth_day, p.sort_key, m.unit_id FROM below CROSS JOIN membership m CROSS JOIN person p "
                     "WHERE m.unit_id = below.id AND " HOLDS("m") "AND p.id = m.person_id AND " NAMED "ORDER BY m.from_day",
               {scope, day, words.back(), pattern(words)}, [&](const Row& r) { hits.take(r); });
  session.each(BELOW "SELECT p.id, p.name, p.folded_name, p.birth_day, p.sort_key, r.unit_id FROM below CROSS JOIN role r CROSS JOIN person p "
                     "WHERE r.unit_id = below.id AND " HOLDS("r") "AND p.id = r.person_id AND " NAMED "ORDER BY r.from_day",
               {scope, day, words.back(), pattern(words)}, [&](const Row& r) { hits.take(r); });
}

// Climbs from units to the scope and remembers the way.
class Inside {
 public:
  Inside(Session& session, std::int64_t scope, const std::string& day) : session_(session), day_(day) { known_[scope] = true; }

  bool holds(std::int64_t unit) {
    if (unit == 0) return false;
    if (const auto found = known_.find(unit); found != known_.end()) return found->second;
    const auto parent = session_.number("SELECT parent_id FROM unit_edge WHERE unit_id = ?1 AND from_day <= ?2 AND (to_day IS NULL OR to_day > ?2)", {unit, day_});
    return known_[unit] = holds(parent);
  }

 private:
  Session& session_;
  const std::string& day_;
  std::unordered_map<std::int64_t, bool> known_;
};

std::int64_t unit_inside(Session& session, std::int64_t person, const std::string& day, Inside& inside) {
  const auto units = session.all("SELECT m.unit_id FROM membership m WHERE m.person_id = ?1 AND " HOLDS("m") "UNION ALL SELECT r.unit_id FROM role r WHERE r.person_id = ?1 AND " HOLDS("r"),
                                 {person, day}, [](const Row& r) { return r.integer(0); });
  const auto found = std::find_if(units.begin(), units.end(), [&](std::int64_t unit) { return inside.holds(unit); });
  return found != units.end() ? *found : 0;
}

// Who bears the name, as the index alone tells it.
struct Bearer { std::int64_t person = 0; std::string folded_name; };
Bearer read_bearer(const Row& r) { return {r.integer(0), r.string(1)}; }

// Looks them up until `limit` of them are of the scope. True: there may be others.
bool look_up(Session& session, const std::vector<Bearer>& named, const std::string& day, std::size_t limit, Inside& inside, Hits& hits) {
  std::size_t found = 0;
  for (const auto& one : named) {
    if (found > limit) return true;
    const auto unit = unit_inside(session, one.person, day, inside);
    if (unit == 0) continue;
    ++found;
    session.each("SELECT id, name, folded_name, birth_day, sort_key FROM person WHERE id = ?1", {one.person},
                 [&](const Row& r) { hits.take({{r.integer(0), unit, r.string(1), r.maybe_string(3), r.bytes(4)}, r.string(2)}); });
  }
  return static_cast<std::int64_t>(named.size()) == looked_at;
}

NameSearch by_index(Session& session, std::int64_t scope, const std::vector<std::string>& words, const std::string& day, std::size_t limit) {
  Inside inside(session, scope, day);
  if (words.size() > 1) {
    const auto whole = session.all("SELECT id, folded_name FROM person WHERE folded_name = ?1 LIMIT ?2", {joined(words), looked_at}, read_bearer);
    Hits hits(words);
    const bool more = look_up(session, whole, day, limit, inside, hits);
    if (auto search = hits.best(limit, more); !search.found.empty()) return search;
  }
  auto named = session.all("SELECT p.id, p.folded_name FROM person p WHERE p.given = ?1 AND (' ' || p.folded_name) LIKE ?2 LIMIT ?3", {words.back(), pattern(words), looked_at}, read_bearer);
  const bool cut = static_cast<std::int64_t>(named.size()) == looked_at;
  std::erase_if(named, [&](const Bearer& one) { return !bears(one.folded_name, words); });
  Hits hits(words);
  const bool more = look_up(session, named, day, limit, inside, hits);
  return hits.best(limit, more || cut);
}

// Few enough to look at all of them? The recursion itself ends at the limit.
bool can_walk(Session& session, std::int64_t scope, const std::string& day) {
  const auto units = session.number(BELOW "SELECT COUNT(*) FROM (SELECT 1 FROM below LIMIT ?3) x", {scope, day, walked_units + 1});
  if (units > walked_units) return false;
  return session.number(BELOW "SELECT COUNT(*) FROM (SELECT 1 FROM below CROSS JOIN membership m WHERE m.unit_id = below.id LIMIT ?3) x", {scope, day, walked_members + 1}) <= walked_members;
}

}  // namespace

NameSearch search_people(Session& session, std::int64_t scope, const std::vector<std::string>& words, const std::string& day, std::size_t limit) {
  if (words.empty()) return {};
  if (!can_walk(session, scope, day)) return by_index(session, scope, words, day, limit);
  Hits hits(words);
  walk(session, scope, words, day, hits);
  return hits.best(limit, false);
}

}  // namespace storage
