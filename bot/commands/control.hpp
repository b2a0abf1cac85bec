// What commands do to a database, in one implementation: the running server carries it out when a command asks over its control
// socket, the command itself when no server runs.
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "storage/database.hpp"
#include "storage/vault.hpp"

namespace app {

struct Outside;                                          // outside.hpp: the way to the platforms

struct ControlContext {
  storage::Database& database;
  const storage::Vault& vault;
  std::function<std::int64_t()> clock;                  // UTC milliseconds
  std::function<void()> changed;                        // tells the engine, if there is one, to look again
  std::shared_ptr<const Outside> outside{};             // null: this command speaks to no platform
};

// The command cannot be carried out as it was given; what() is one sentence. status: 1 it failed, 2 it was called wrongly.
struct Refused : std::runtime_error {
  explicit Refused(const std::string& sentence, int exit_status = 1) : runtime_error(sentence), status(exit_status) {}
  int status;
};

// Carries out {"command": name, …}. Answers {"status":0,"output":text}, with "base64":true if output is base64 of raw bytes, or
// {"status":1|2,"error":sentence}; then "output" may hold what there was to say before. Never throws. Any thread but the I/O thread.
nlohmann::json control(const ControlContext& context, const nlohmann::json& request);

// A name that a human gave: NFC, trimmed. Throws Refused where there is none or it holds control characters.
std::string given_name(const nlohmann::json& args, const char* key, const std::string& whose);

// The commands, one a function; each gives what is to be printed. Throws Refused.
struct Said { std::string output; int status = 0; bool raw = false; };  // raw: bytes, not text
Said do_alarms(const ControlContext& context, const nlohmann::json& args);
Said do_audit_list(const ControlContext& context, const nlohmann::json& args);
Said do_audit_verify(const ControlContext& context, const nlohmann::json& args);
Said do_backup(const ControlContext& context, const nlohmann::json& args);
Said do_connect_begin(const ControlContext& context, const nlohmann::json& args);
Said do_connect_fetch(const ControlContext& context, const nlohmann::json& args);
Said do_connect_finish(const ControlContext& context, const nlohmann::json& args);
Said do_connect_set_up(const ControlContext& context, const nlohmann::json& args);
Said do_dead_list(const ControlContext& context, const nlohmann::json& args);
Said do_dead_replay(const ControlContext& context, const nlohmann::json& args);
Said do_directive_add(const ControlContext& context, const nlohmann::json& args);
Said do_directive_list(const ControlContext& context, const nlohmann::json& args);
Said do_export(const ControlContext& context, const nlohmann::json& args);
Said do_group(const ControlContext& context, const nlohmann::json& args);
Said do_invite(const ControlContext& context, const nlohmann::json& args);
Said do_person_find(const ControlContext& context, const nlohmann::json& args);
Said do_person_join(const ControlContext& context, const nlohmann::json& args);
Said do_plan_groups(const ControlContext& context, const nlohmann::json& args);
Said do_probe(const ControlContext& context, const nlohmann::json& args);
Said do_resume(const ControlContext& context, const nlohmann::json& args);
Said do_roll_begin(const ControlContext& context, const nlohmann::json& args);
Said do_roll_done(const ControlContext& context, const nlohmann::json& args);
Said do_roll_page(const ControlContext& context, const nlohmann::json& args);
Said do_roll_rows(const ControlContext& context, const nlohmann::json& args);
Said do_roll_units(const ControlContext& context, const nlohmann::json& args);
Said do_state(const ControlContext& context, const nlohmann::json& args);
Said do_token_create(const ControlContext& context, const nlohmann::json& args);
Said do_token_list(const ControlContext& context, const nlohmann::json& args);
Said do_token_revoke(const ControlContext& context, const nlohmann::json& args);
Said do_unit_add(const ControlContext& context, const nlohmann::json& args);
Said do_unit_case(const ControlContext& context, const nlohmann::json& args);
Said do_unit_change(const ControlContext& context, const nlohmann::json& args);
Said do_unit_commune(const ControlContext& context, const nlohmann::json& args);
Said do_unit_decide(const ControlContext& context, const nlohmann::json& args);
Said do_unit_labour(const ControlContext& context, const nlohmann::json& args);
Said do_unit_list(const ControlContext& context, const nlohmann::json& args);
Said do_unit_show(const ControlContext& context, const nlohmann::json& args);
Said do_unit_step(const ControlContext& context, const nlohmann::json& args);
Said do_unit_undo(const ControlContext& context, const nlohmann::json& args);
Said do_verify(const ControlContext& context, const nlohmann::json& args);

}  // namespace app
