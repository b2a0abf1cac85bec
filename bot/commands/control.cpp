// See control.hpp: the table of commands, and how their outcome travels.
#include "bot/commands/control.hpp"

#include <sodium.h>

#include <algorithm>
#include <map>

#include "bot/language/text.hpp"

namespace app {

namespace {

using Command = Said (*)(const ControlContext&, const nlohmann::json&);

const std::map<std::string, Command, std::less<>> commands{
    {"backup", do_backup},           {"dead list", do_dead_list},         {"dead replay", do_dead_replay}, {"directive add", do_directive_add},
    {"connect begin", do_connect_begin}, {"connect fetch", do_connect_fetch}, {"connect finish", do_connect_finish}, {"connect set up", do_connect_set_up},
    {"directive list", do_directive_list}, {"export", do_export},         {"group", do_group},             {"invite", do_invite},
    {"resume", do_resume},           {"alarms", do_alarms},               {"probe", do_probe},
    {"audit list", do_audit_list},   {"audit verify", do_audit_verify}, {"plan groups", do_plan_groups}, {"person find", do_person_find}, {"person join", do_person_join},
    {"roll begin", do_roll_begin},   {"roll done", do_roll_done},     {"roll page", do_roll_page},         {"roll rows", do_roll_rows},       {"roll units", do_roll_units},
    {"state", do_state},             {"token create", do_token_create},   {"token list", do_token_list},   {"token revoke", do_token_revoke},
    {"unit add", do_unit_add},       {"unit list", do_unit_list},         {"verify", do_verify},
    {"unit show", do_unit_show},     {"unit labour", do_unit_labour},     {"unit commune", do_unit_commune}, {"unit change", do_unit_change},
    {"unit decide", do_unit_decide}, {"unit undo", do_unit_undo},         {"unit step", do_unit_step},     {"unit case", do_unit_case},
};

std::string base64(const std::string& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the closing zero
  return text;
}

nlohmann::json carry_out(const ControlContext& context, const nlohmann::json& request) {
  const auto name = request.value("command", "");
  const auto found = commands.find(name);
  if (found == commands.end()) throw Refused("The server knows no command '" + name + "'; is it of another version?", 2);
  auto said = found->second(context, request);
  if (said.raw) return {{"status", said.status}, {"output", base64(said.output)}, {"base64", true}};
  return {{"status", said.status}, {"output", std::move(said.output)}};
}

}  // namespace

std::string given_name(const nlohmann::json& args, const char* key, const std::string& whose) {
  auto name = language::nfc(language::trim(args.value(key, std::string())));
  if (name.empty()) throw Refused(whose + " needs a name.", 2);
  constexpr unsigned char first_printable = 0x20, rubout = 0x7f;
  const auto control = [](char c) { return static_cast<unsigned char>(c) < first_printable || static_cast<unsigned char>(c) == rubout; };
  if (std::any_of(name.begin(), name.end(), control)) throw Refused("A name holds no line ends and no other control characters.", 2);
  return name;
}

nlohmann::json control(const ControlContext& context, const nlohmann::json& request) {
  try {
    return carry_out(context, request);
  } catch (const Refused& refused) {
    return {{"status", refused.status}, {"error", refused.what()}};
  } catch (const nlohmann::json::exception&) {
    return {{"status", 2}, {"error", "The command was given without what it needs."}};
  } catch (const std::exception& error) {
    return {{"status", 1}, {"error", error.what()}};
  }
}

}  // namespace app
