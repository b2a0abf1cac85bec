// The sample province's units, as data.
#pragma once

#include <vector>

namespace sample {

// One line a unit; `parent` is the code of a line above. members: counted in this very unit (a tổ, or a CĐCS without any).
struct UnitLine { const char *code, *parent, *kind, *name, *short_name; int members, off_roll; bool group; };
const std::vector<UnitLine>& unit_lines();

// People who occur by name in the stories, with post and place. no account: reached by signed list only.
struct NamedPerson { const char *name, *unit, *role, *role_unit; bool facebook; };
const std::vector<NamedPerson>& named_people();

}  // namespace sample
