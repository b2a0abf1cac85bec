// Units by command, for officers: lists by what they have or lack, mergers proposed, decided and followed, units closed, the audit log.
#pragma once

#include "bot/union/operations.hpp"
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

void on_merge_cancel(Scene&, const nlohmann::json& args);
void do_merge_cancel(Scene&, const nlohmann::json& data);

// ---- Shared by what is done about cases ----
By by(const Scene& scene);
// Does the speaker have that right over all units of the plan (of those that are no more: over what came of them)? Refuses itself.
bool may_all(Scene& scene, Act act, const Plan& plan);
// The case that is named, if the speaker may see it; answers itself and gives nothing otherwise.
std::optional<Case> meant_case(Scene& scene, const nlohmann::json& args, Act act);

// The next ten of a list ("thêm"); data: what its question kept.
void more_units(Scene& scene, const nlohmann::json& data);

}  // namespace trade_union
