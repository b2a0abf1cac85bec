// The roll in bulk: what imports look up and write, what exports read. Memberships go through memberships.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage::roll {

// ---- Units ----
struct Unit {
  std::int64_t id = 0;
  std::string code, kind, name, short_name;
  std::int64_t parent = 0;                      // 0: none
  std::string from_day;
  std::int64_t members = 0;                     // counted in exactly this unit
};
// Those that exist at that day or later, as of that day or of their first; by id.
std::vector<Unit> units(Session& session, const std::string& day);

struct Commune { std::string name, code; auto operator<=>(const Commune&) const = default; };
struct UnitDetail {
  std::string code, kind, name, short_name, sector;
  bool remote = false, enterprise = false;
  std::vector<Commune> communes;                // of today, by name
  std::optional<std::int64_t> workers, women_workers, off_roll;  // the last told up to that day
};
std::optional<UnitDetail> unit_detail(Session& session, std::int64_t unit, const std::string& day);

struct UnitNames { std::string name, short_name, folded_name, sort_key; };
// From that day on the unit is called that; what it was called before is kept.
void rename_unit(Session& session, std::int64_t unit, const UnitNames& names, const std::string& day);
void set_unit_code(Session& session, std::int64_t unit, const std::string& code);
void set_unit_marks(Session& session, std::int64_t unit, bool remote, bool enterprise, const std::string& sector);
void set_communes(Session& session, std::int64_t unit, const std::vector<Commune>& communes, const std::string& day);
void set_labour(Session& session, std::int64_t unit, const UnitDetail& figures, const std::string& day);

// ---- People ----
struct PersonFields {
  std::string code, name, phone, birth_day, union_day;  // "": not known
  std::optional<bool> woman;
  bool operator==(const PersonFields&) const = default;
};
struct Person {
  std::int64_t id = 0;
  PersonFields fields;
  std::int64_t unit = 0;                        // where counted at that day, 0: nowhere
  std::string member_from;
  bool former = false;                          // found by a code or phone of a row that was given up for this one
};
std::optional<Person> person(Session& session, std::int64_t id, const std::string& day);
// By their own, else by one of a row that was given up for them.
std::optional<Person> person_by_code(Session& session, const std::string& code, const std::string& day);
std::optional<Person> person_by_phone(Session& session, const std::string& phone, const std::string& day);
std::vector<Person> persons_in(Session& session, std::int64_t unit, const std::string& day);
// Rows that were given up for another are nobody.
std::vector<Person> persons_named(Session& session, const std::string& folded_name, const std::string& day);
std::vector<Person> persons_named_in(Session& session, std::int64_t unit, const std::string& folded_name, const std::string& day);
// Rows that were given up while they were counted in the unit: what they were called, who goes on for them.
struct GivenUp { std::string name; std::int64_t keep = 0; };
std::vector<GivenUp> given_up_in(Session& session, std::int64_t unit);
// … and born that day; a few at most.
std::vector<Person> persons_born(Session& session, const std::string& folded_name, const std::string& birth_day, const std::string& day);

bool has_account(Session& session, std::int64_t person);

struct PersonKeys { std::string folded_name, given, sort_key; };
std::int64_t add_person(Session& session, const PersonFields& fields, const PersonKeys& keys, std::int64_t now);
// All but whether a woman: set_woman() of memberships.hpp keeps the counts.
void change_person(Session& session, std::int64_t person, const PersonFields& fields, const PersonKeys& keys);

// ---- What an import touched, for the audit ----
std::optional<std::int64_t> phone_owner(Session& session, const std::string& phone);
struct Newest { std::int64_t person = 0, role = 0; };  // ids, 0: none yet
Newest newest(Session& session);
std::vector<std::int64_t> given_posts_since(Session& session, std::int64_t role);  // persons

// ---- Pages for exports; after: id of the last row of the page before, 0 for the first ----
// Who is counted in the unit on that day, in the order of names.
std::vector<Person> people_page(Session& session, std::int64_t unit, const std::string& day, std::int64_t after, std::int64_t limit);
struct RoleLine {
  std::int64_t id = 0;
  PersonFields person;
  std::int64_t unit = 0;
  std::string role, department, from_day;
  std::optional<std::string> to_day;
};
// Posts in force on that day or later, without those of stand-ins; by id, beginning behind `after`.
std::vector<RoleLine> roles_page(Session& session, const std::string& day, std::int64_t after, std::int64_t limit);
void set_department(Session& session, std::int64_t role, const std::string& department);

}  // namespace storage::roll
