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

void do_delegate_end(Scene&, const nlohmann::json& data);

// ---- delegate_end.cpp ----
void on_delegate_end(Scene&, const nlohmann::json& args);
// The person's name an argument says: a text or the first of a list; "": none.
std::string person_named(const nlohmann::json& args, const char* key);
// Does the name mean the writer? In part only of who could mean nobody else by it.
bool names_me(Scene& scene, const std::string& said);

// "tổ trưởng Tổ 1, May Sơn Hà"
std::string say_post(Scene& scene, const std::string& role, std::int64_t unit);

// The day so many days after it, before it where they are negative.
std::string days_after(const std::string& day, std::int64_t days);

}  // namespace trade_union
