// Posts by command: granted, revoked, handed over for a time. From which day, confirmed, written down; the person concerned is told.
#pragma once

#include "bot/union/scene.hpp"

namespace trade_union {

void on_role_grant(Scene&, const nlohmann::json& args);
void on_role_revoke(Scene&, const nlohmann::json& args);
void on_delegate(Scene&, const nlohmann::json& args);
void do_role_grant(Scene&, const nlohmann::json& data);
void do_role_revoke(Scene&, const nlohmann::json& data);
void do_delegate(Scene&, const nlohmann::json& data);

// "tổ trưởng Tổ 1, May Sơn Hà"
std::string say_post(Scene& scene, const std::string& role, std::int64_t unit);

}  // namespace trade_union
