// Posts of a list: who holds what where, from when to when. The person is on the roll already.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "bot/union/roll_people.hpp"

namespace trade_union {

struct PostRow {
  PersonRow person;                            // how the list names them; unit: of the post
  std::string post, department, from_day;      // from_day "": the import's day
  std::optional<std::string> to_day;           // the first day it no longer holds; the list tells the last it does
};

// named: false where the row says no post at all, as most rows of a list of members do.
struct ReadPost { PostRow row; std::vector<CellFinding> findings; bool named = true; };
ReadPost read_post_row(const Header& header, const Cells& cells, std::uint32_t row, const std::string& today);

// Where a post is held: a list of members says the member's tổ, but a chair is the chair of its CĐCS (of its CĐBP where the post says so), and
// only a tổ has a leader. Changes the unit; a finding if there is no such place.
std::optional<CellFinding> settle_post(const UnitIndex& units, PostRow& row, std::string_view said);

// In one transaction. A post that is held already stays; one with another last day gets it.
SliceResult apply_posts(storage::Session& session, const std::vector<PostRow>& rows, const ApplyRoll& how);

nlohmann::json to_json(const PostRow& row);
PostRow post_from(const nlohmann::json& json);

}  // namespace trade_union
