// Finding the person somebody means: by the given name, some words or the whole name, with marks or without, within a unit. Who it is
// when several fit is asked back with numbers (bot/union/asking.hpp).
#pragma once

#include <optional>
#include <string>

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

std::string say_phone(const std::string& e164);  // "+84987000456" → "0987 000 456"

}  // namespace trade_union
