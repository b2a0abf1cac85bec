// Finding the person somebody means: by the given name, some words or the whole name, with marks or without, within a unit. Who it is
// when several fit is asked back with numbers (bot/union/asking.hpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/union/scene.hpp"
#include "storage/people_search.hpp"

namespace trade_union {

// The person `args` name ("name", and "group" or "unit" where they are; "person" once it was asked) among members and post holders of
// `scope` and below. Nothing: it was answered that there is none, or asked which. group: the argument that says the tổ.
std::optional<storage::NamedPerson> meant_person(Scene& scene, const nlohmann::json& args, std::int64_t scope, const char* group = "group");

// The unit `args` name by "unit" and "group" below `scope`; `scope` if they name none. Nothing: it was said that there is none.
std::optional<std::int64_t> meant_unit(Scene& scene, const nlohmann::json& args, std::int64_t scope, const char* group = "group");

// The grass-roots union (CĐCS) the unit belongs to; the unit itself above that.
std::int64_t union_of(Scene& scene, std::int64_t unit);

// The unit of that name, looked for around `from` first: in its CĐCS, then in `own`, then in the whole tree.
std::optional<std::int64_t> find_unit_from(Scene& scene, const std::string& said, std::int64_t from, std::int64_t own);

// The words of a person's name, folded, without punctuation.
std::vector<std::string> name_words(std::string_view name);

std::string say_phone(const std::string& e164);  // "+84987000456" → "0987 000 456"

}  // namespace trade_union
