// What is known of a unit beside its place: names, flags, field of work, territory, labour figures; each readable as of a day.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

// ---- Labour (lao động): what the unit told for that day. workers: tổng lao động; off_roll: workers who are on no roll. ----
struct Labour { std::string as_of; std::int64_t off_roll = 0; std::optional<std::int64_t> workers, women; };
void set_labour(Session& session, std::int64_t unit, const std::string& as_of, std::int64_t off_roll);
void set_labour(Session& session, std::int64_t unit, const Labour& labour);              // the whole row of that day
std::optional<Labour> labour(Session& session, std::int64_t unit, const std::string& day);  // the latest told by that day
std::vector<Labour> labour_told(Session& session, std::int64_t unit);                    // all, oldest first

// ---- Flags and the rest ----
struct UnitFacts {
  std::string external_code, sector;
  bool remote = false, enterprise = false;  // vùng sâu, vùng xa, biên giới; khối doanh nghiệp
};
UnitFacts unit_facts(Session& session, std::int64_t unit);
void set_unit_facts(Session& session, std::int64_t unit, const UnitFacts& facts);

// ---- Names ----
struct UnitName { std::string name, short_name, from_day; std::optional<std::string> to_day; };
// From that day on it is called so; what it was called before stays readable. The same day again: corrected.
void rename_unit(Session& session, std::int64_t unit, const std::string& name, const std::string& short_name, const std::string& folded_name,
                 const std::string& sort_key, const std::string& day);
std::vector<UnitName> unit_names(Session& session, std::int64_t unit);                   // oldest first; the last has no end

// ---- Territory (địa bàn) ----
struct Commune { std::string commune, code, from_day; std::optional<std::string> to_day; };
bool add_commune(Session& session, std::int64_t unit, const std::string& commune, const std::string& code, const std::string& day);  // false: it has it
bool end_commune(Session& session, std::int64_t unit, const std::string& commune, const std::string& day);
std::vector<Commune> communes(Session& session, std::int64_t unit, const std::string& day);

}  // namespace storage
