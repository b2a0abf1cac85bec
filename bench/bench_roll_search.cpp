// What it costs to find people by name: a tổ, a union, a commune's unions and the whole province, by a common given name, by surname and
// given name, by the whole name; at 10,000, 100,000 and 1,000,000 people. The reference is one look-up of a row by its key.
// usage: bench_roll_search [MOST-PEOPLE]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "bench/figure.hpp"
#include "bot/language/text.hpp"
#include "storage/memberships.hpp"
#include "storage/people.hpp"
#include "storage/people_search.hpp"
#include "storage/units.hpp"

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char *since = "2020-01-01", *day = "2026-11-23";
constexpr std::int64_t people_a_team = 67, teams_a_union = 4, unions_a_commune = 30;
constexpr int rounds = 25;

const std::vector<const char*> surnames{"Nguyễn", "Trần", "Lê", "Phạm", "Lò", "Giàng", "Vàng", "Sùng", "Lý", "Hà", "Đinh", "Cà", "Quàng", "Tòng", "Vũ", "Hoàng"};
const std::vector<const char*> middles{"Thị", "Văn", "A", "Thu", "Minh", "Ngọc", "Đức", "Xuân"};
const std::vector<const char*> givens{"Hoa",  "Hùng", "Lan",  "Mai", "Anh", "Sơn", "Hà",   "Thảo", "Dợ", "Pao", "Tủa", "Páo", "Mỷ", "Chu", "Sì",  "Dế",  "Pánh", "Xoa", "Ón",  "Chẻo", "Tiện", "Sẻng", "Hương", "Pản", "Thơm",
                                      "Hạnh", "Tuấn", "Dũng", "Nam", "Bình", "Yến", "Linh", "Trang", "Hải", "Long", "Quang", "Phúc", "Loan", "Nga", "Oanh", "Phượng", "Thắm", "Thu", "Tâm", "Út", "Vân", "Vui", "Xuân", "Yên", "Ánh"};

std::string name_of(std::int64_t n) {
  const auto spread = static_cast<std::uint64_t>(n) * 2'654'435'761u;
  return std::string(surnames[spread % surnames.size()]) + " " + middles[spread / 16 % middles.size()] + " " + givens[spread / 128 % givens.size()];
}

std::int64_t add_unit(storage::Session& session, const std::string& kind, std::int64_t parent, std::int64_t n) {
  const auto name = kind + " " + std::to_string(n);
  return storage::add_unit(session, {"", kind, name, name, name, name, since, std::nullopt, parent});
}

struct Tree { std::int64_t root = 0, commune = 0, grass_roots = 0, team = 0; };

// A province by rule: communes, unions, tổ, members. A slice of it in each transaction.
Tree seed(storage::Database& database, std::int64_t people) {
  Tree tree;
  tree.root = database.write([](storage::Session& s) { return add_unit(s, "tinh", 0, 0); });
  std::int64_t commune = 0, grass_roots = 0, teams = 0;
  for (std::int64_t n = 0; n < people;) {
    database.write([&](storage::Session& s) {
      for (int i = 0; i < 100 && n < people; ++i, ++teams) {
        if (teams % (teams_a_union * unions_a_commune) == 0) commune = add_unit(s, "cap_tren", tree.root, teams);
        if (teams % teams_a_union == 0) grass_roots = add_unit(s, "cdcs", commune, teams);
        const auto team = add_unit(s, "to", grass_roots, teams);
        for (std::int64_t k = 0; k < people_a_team && n < people; ++k, ++n) {
          const auto name = name_of(n);
          storage::add_membership(s, storage::add_person(s, name, language::fold(name), name, 0), team, since);
        }
        tree = {tree.root, commune, grass_roots, team};
      }
    });
  }
  return tree;
}

double microseconds(storage::Database& database, std::int64_t scope, const std::vector<std::string>& words, std::string& said) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i)
    times.push_back(database.read([&](storage::Session& s) {
      const auto start = Clock::now();
      const auto search = storage::search_people(s, scope, words, day, 5);
      said = std::to_string(search.found.size()) + (search.more ? "+" : "");
      return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
    }));
  return bench::median(times);
}

double one_row(storage::Database& database) {
  return database.read([](storage::Session& s) {
    const auto start = Clock::now();
    for (std::int64_t id = 1; id <= 1'000; ++id) storage::person_name(s, id);
    return std::chrono::duration<double, std::micro>(Clock::now() - start).count() / 1'000;
  });
}

void measure(std::int64_t people) {
  bench::Folder folder;
  const auto database = storage::open_sqlite({folder.file("roll.db"), 1, 256});
  const auto tree = seed(*database, people);
  const auto key = one_row(*database);
  struct Case { const char* called; std::int64_t scope; std::vector<std::string> words; };
  const std::vector<Case> cases{{"given name, tổ", tree.team, {"hoa"}}, {"given name, union", tree.grass_roots, {"hoa"}}, {"given name, commune", tree.commune, {"hoa"}},
                                {"given name, province", tree.root, {"hoa"}}, {"unknown name, province", tree.root, {"kien"}}, {"surname and given, province", tree.root, {"giang", "hoa"}},
                                {"middle and given, province", tree.root, {"thu", "hoa"}}, {"whole name, province", tree.root, {"giang", "a", "tua"}},
                                {"whole name, commune", tree.commune, {"giang", "a", "tua"}}};
  for (const auto& each : cases) {
    std::string said;
    const auto taken = microseconds(*database, each.scope, each.words, said);
    bench::print({"search " + std::to_string(people) + ": " + each.called + " (" + said + " found)", taken, "us", "one row by key", key, "<= 20,000 us"});
  }
}

}  // namespace

int main(int count, char** words) {
  const auto most = count > 1 ? std::atoll(words[1]) : 1'000'000;
  for (const std::int64_t people : {10'000, 100'000, 1'000'000})
    if (people <= most) measure(people);
}
