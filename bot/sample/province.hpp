// The sample province "tỉnh Sơn Hà": the listed CĐCS with their 1,544 members, made by rule, the same on every machine. All names
// are invented. It is what `nhipcau demo`, the stories and the benchmarks run on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bot/union/reports.hpp"
#include "storage/database.hpp"

namespace sample {

struct Person {
  std::int64_t id = 0;
  std::string name, note;                  // note: post or tổ and unit, as a list shows it
  std::string zalo_id, facebook_id;        // "" where the person has no such account
};
struct Group { std::string id, name; std::vector<std::string> member_zalo_ids; };
struct Province {
  std::vector<Person> people;              // who has a post or is named in the stories first
  std::vector<Group> groups;               // all on Zalo
  std::string oa_id, page_id;
  std::int64_t root_unit = 0;              // LĐLĐ tỉnh Sơn Hà
};

// Channel names the seeded rows use; a configuration for the demo must name its channels so.
inline constexpr const char* zalo_channel = "zalo";
inline constexpr const char* facebook_channel = "facebook";

// Seeds an empty database, leaves any other alone; gives the province as the database holds it. One write job.
Province seed(storage::Session& session, std::int64_t now);

// The province as the database holds it now.
Province read_province(storage::Session& session, const std::string& today);

// The real plan 324/KH-LĐLĐ, without its signature block, ready for add_directive.
trade_union::NewDirective plan_324(std::int64_t root_unit);

}  // namespace sample
