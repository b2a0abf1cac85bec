// The page "Kênh kết nối" and the strip of alarms: how every account stands, and what to do where something is wrong.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>

#include "bot/engine/engine.hpp"
#include "bot/union/rules.hpp"
#include "storage/database.hpp"

namespace server {

nlohmann::json channel_fields(storage::Session& session, const engine::Engine& engine, const trade_union::Settings& settings, std::int64_t now);
// Open alarms, each with its sentence: [{label, account, text, since, todo}].
nlohmann::json alarm_fields(storage::Session& session, const trade_union::Settings& settings);
// "vừa xong", "12 phút trước", "3 giờ trước", "5 ngày trước".
std::string say_age(std::int64_t ms);

}  // namespace server
