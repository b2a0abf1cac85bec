// Units by command, for officers: lists by what they have or lack, mergers proposed, decided and followed, units closed, the audit log.
#pragma once

#include "bot/union/scene.hpp"

namespace trade_union {

void on_unit_list(Scene&, const nlohmann::json& args);
void on_merge_propose(Scene&, const nlohmann::json& args);
void on_merge_decide(Scene&, const nlohmann::json& args);
void on_merge_status(Scene&, const nlohmann::json& args);
void on_unit_close(Scene&, const nlohmann::json& args);
void on_audit_log(Scene&, const nlohmann::json& args);
void do_merge_propose(Scene&, const nlohmann::json& data);
void do_merge_decide(Scene&, const nlohmann::json& data);
void do_unit_close(Scene&, const nlohmann::json& data);

// The next ten of a list ("thêm"); data: what its question kept.
void more_units(Scene& scene, const nlohmann::json& data);

}  // namespace trade_union
