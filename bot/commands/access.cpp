// nhipcau invite, nhipcau token: who gets in. What is shown here is shown once; the database keeps only its hash.
#include <algorithm>
#include <stdexcept>

#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/commands/place.hpp"
#include "bot/language/text.hpp"
#include "bot/union/invites.hpp"
#include "storage/api_tokens.hpp"
#include "storage/questions.hpp"
#include "storage/units.hpp"

namespace app {

namespace {

constexpr std::int64_t hour = 3'600'000;

void log_done(storage::Session& session, std::int64_t now, const std::string& action, const std::string& subject, std::int64_t unit) {
  storage::log_audit(session, {.at = now, .actor = "command", .action = action, .subject = subject, .channel = "command", .unit = unit != 0 ? std::optional(unit) : std::nullopt});
}

void need_unit(storage::Session& session, std::int64_t unit, std::int64_t now) {
  if (!storage::unit(session, unit, language::day_of(now)))
    throw Refused("There is no unit " + std::to_string(unit) + "; `nhipcau unit list` shows them.");
}

std::string line(const storage::ApiToken& token) {
  return std::to_string(token.id) + "  unit " + std::to_string(token.unit_id) + "  " + (token.can_write ? "read, write" : "read") + "  made " +
         language::iso_moment(token.created_at) + (token.revoked_at ? "  revoked " + language::iso_moment(*token.revoked_at) : "") + "  " +
         token.name + "\n";
}

}  // namespace

namespace {

std::string make_code(storage::Session& session, const nlohmann::json& args, std::int64_t now, std::int64_t valid_ms) {
  if (const auto person = args.value("person", std::int64_t{0}); person != 0) return trade_union::new_person_code(session, person, now, valid_ms);
  const auto unit = args.at("unit").get<std::int64_t>();
  need_unit(session, unit, now);
  if (args.value("group", false)) return trade_union::new_group_code(session, unit, args.value("purpose", ""), now, valid_ms);
  return trade_union::new_invite(session, args.at("role"), unit, now, valid_ms, args.value("name", ""));
}

}  // namespace

Said do_invite(const ControlContext& context, const nlohmann::json& args) {
  const auto valid_ms = args.value("hours", std::int64_t{72}) * hour;
  const auto now = context.clock();
  const auto code = context.database.write([&](storage::Session& session) {
    try {
      return make_code(session, args, now, valid_ms);
    } catch (const std::invalid_argument& wrong) {
      throw Refused(std::string("No code was made: ") + wrong.what() + ".");
    }
  });
  const auto where = args.value("group", false) ? "Write it in the group, after \"@bot mã\"," : "Send this code to the bot in a private chat";
  return {code + "\n" + where + " before " + language::iso_moment(now + valid_ms) + ". It works once and is not shown again.\n"};
}

Said do_token_create(const ControlContext& context, const nlohmann::json& args) {
  const auto name = given_name(args, "name", "A token");
  const auto unit = args.at("unit").get<std::int64_t>();
  const auto now = context.clock();
  const auto token = context.database.write([&](storage::Session& session) {
    need_unit(session, unit, now);
    const auto made = storage::create_api_token(session, name, unit, args.value("write", false), now);
    log_done(session, now, "token create", name, unit);
    return made;
  });
  return {token + "\n"};
}

Said do_token_list(const ControlContext& context, const nlohmann::json&) {
  return context.database.read([](storage::Session& session) {
    std::string text;
    for (const auto& token : storage::api_tokens(session)) text += line(token);
    return Said{text};
  });
}

Said do_token_revoke(const ControlContext& context, const nlohmann::json& args) {
  const auto id = args.at("id").get<std::int64_t>();
  const auto now = context.clock();
  context.database.write([&](storage::Session& session) {
    const auto tokens = storage::api_tokens(session);
    const auto token = std::find_if(tokens.begin(), tokens.end(), [&](const auto& each) { return each.id == id; });
    if (!storage::revoke_api_token(session, id, now)) throw Refused("There is no token " + std::to_string(id) + " in force.");
    log_done(session, now, "token revoke", "token:" + std::to_string(id), token->unit_id);
  });
  return {"revoked " + std::to_string(id) + "\n"};
}

namespace {

void add_invite(CLI::App& app, int& status) {
  struct Options { PlaceOptions place; std::string role, name, purpose; std::int64_t unit = 0, person = 0, hours = 72; bool group = false; };
  auto options = std::make_shared<Options>();
  auto* invite = app.add_subcommand("invite", "Makes a one-time code: for a post, for the account of one person of the roll, for a group");
  auto* unit = invite->add_option("--unit", options->unit, "Id of the unit (nhipcau unit list)");
  auto* role = invite->add_option("--role", options->role, "Gives this post in the unit to whoever sends the code")->check(CLI::IsMember({"administrator", "officer", "chair"}))->needs(unit);
  invite->add_option("--name", options->name, "Whose post it is: shown before the code is used")->needs(role);
  auto* person = invite->add_option("--person", options->person, "Links the account that sends the code to this person (id)")->excludes(role);
  auto* group = invite->add_flag("--group", options->group, "Binds the group the code is written in to the unit")->needs(unit)->excludes(role)->excludes(person);
  invite->add_option("--purpose", options->purpose, "What the group is for (what fits the unit)")->check(CLI::IsMember({"whole", "to", "board", "chairs"}))->needs(group);
  invite->add_option("--hours", options->hours, "How long the code is good for (72)")->check(CLI::Range(1, 24 * 30));
  add_place(*invite, options->place);
  invite->callback([options, &status] {
    if (options->role.empty() && options->person == 0 && !options->group) throw CLI::RequiredError("One of --role, --person and --group");
    status = carry_out_and_print(options->place, {{"command", "invite"}, {"role", options->role}, {"name", options->name}, {"unit", options->unit}, {"person", options->person},
                                                  {"group", options->group}, {"purpose", options->purpose}, {"hours", options->hours}});
  });
}

void add_token(CLI::App& app, int& status) {
  struct Options { PlaceOptions place; std::string name; std::int64_t unit = 0, id = 0; bool write = false; };
  auto options = std::make_shared<Options>();
  auto* token = app.add_subcommand("token", "Bearer tokens of programs that use the API")->require_subcommand(1);

  auto* create = token->add_subcommand("create", "Makes a token and shows it, this once");
  create->add_option("--name", options->name, "What it is for")->required();
  create->add_option("--unit", options->unit, "It sees this unit and what is below (nhipcau unit list)")->required();
  create->add_flag("--write", options->write, "It may also add directives");
  add_place(*create, options->place);
  create->callback([options, &status] {
    status = carry_out_and_print(options->place,
                                 {{"command", "token create"}, {"name", options->name}, {"unit", options->unit}, {"write", options->write}});
  });

  auto* list = token->add_subcommand("list", "Lists the tokens: id, unit, rights, name");
  add_place(*list, options->place);
  list->callback([options, &status] { status = carry_out_and_print(options->place, {{"command", "token list"}}); });

  auto* revoke = token->add_subcommand("revoke", "Ends a token at once");
  revoke->add_option("id", options->id, "Id as listed")->required();
  add_place(*revoke, options->place);
  revoke->callback([options, &status] { status = carry_out_and_print(options->place, {{"command", "token revoke"}, {"id", options->id}}); });
}

}  // namespace

void add_access(CLI::App& app, int& status) {
  add_invite(app, status);
  add_token(app, status);
}

}  // namespace app
