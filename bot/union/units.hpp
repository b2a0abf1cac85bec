// Finding the unit people mean when they say it in short.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/database.hpp"

namespace trade_union {

// All words said (folded; "cđcs" and "cty" may be missing or short) occur in exactly one name below `scope`; nothing if none or
// several fit. "tổ 3" is looked for among the leaves.
std::optional<std::int64_t> find_unit(storage::Session& session, std::string_view said, std::int64_t scope, const std::string& today);

// "Tổ 3, CĐCS Công ty TNHH May Sơn Hà": a tổ or CĐBP with the union it belongs to, any other by its own name.
std::string place_name(storage::Session& session, std::int64_t unit, const std::string& today);

}  // namespace trade_union
