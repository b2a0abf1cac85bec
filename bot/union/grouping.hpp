// Which chat group is whose: binding to a unit with a purpose, by a chair's command or a code typed in the group; binding anew, unbinding;
// what becomes of the members' coming and going.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "bot/union/scene.hpp"
#include "storage/codes.hpp"

namespace trade_union {

// whole: all members of a union; to: one tổ; board: BCH and tổ leaders; chairs: the chairs of the units below. Pure.
std::string usual_purpose(std::string_view unit_kind);
bool fits(std::string_view purpose, std::string_view unit_kind, bool has_children);
// What the words of a command say ("ban chấp hành", "các chủ tịch"); "": nothing.
std::string purpose_said(std::string_view line);

void do_group_bind(Scene& scene, const nlohmann::json& data);     // confirmed; of another unit's group the old unit is named once more
void do_group_rebind(Scene& scene, const nlohmann::json& data);
void do_group_unbind(Scene& scene, const nlohmann::json& data);
// A group code typed in the group: it is bound at once.
void bind_by_code(Scene& scene, const storage::codes::Code& code, const std::string& hash);

// A line in a group that is nobody's: only what binds it is heard, everything else gets one hint, once.
bool stays_unbound(Scene& scene, std::string_view intent);

// ---- group_news.cpp ----
// Somebody came, left, was removed; a group was made or dissolved.
void note_group_change(storage::Session& session, const templates::Catalog& catalog, const Incoming& incoming, std::int64_t now, Turn& turn);
// Once a day: what came and went, one private line to each leader. Nothing at other times.
void tell_group_news(storage::Session& session, const templates::Catalog& catalog, std::int64_t now, Turn& turn);

}  // namespace trade_union
