// nhipcau dead list|replay: events and messages that need a human, and giving them another try.
#include <utility>

#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/commands/place.hpp"
#include "bot/language/text.hpp"
#include "storage/inbox.hpp"
#include "storage/outbox.hpp"

namespace app {

namespace {

constexpr std::int64_t listed = 1'000;
constexpr std::int64_t slice = 500;                     // messages replayed in one transaction

std::string line(const storage::inbox::Dead& event) {
  return "in:" + std::to_string(event.id) + "  dead  " + language::iso_moment(event.received_at) + "  " + event.channel + "  " + event.conversation +
         "  tries " + std::to_string(event.attempts) + "  " + event.error + "\n";
}

std::string line(const storage::outbox::Settled& message) {
  return "out:" + std::to_string(message.id) + "  " + message.state + "  " + language::iso_moment(message.created_at) + "  " + message.channel + "  " +
         message.conversation + "  tries " + std::to_string(message.attempts) + "  " + message.reason + "\n";
}

// "in:12", "out:7".
bool replay_one(storage::Session& session, const std::string& name, std::int64_t now) {
  const auto colon = name.find(':');
  const auto number = colon == std::string::npos ? std::string() : name.substr(colon + 1);
  if (number.empty() || number.size() > 18 || number.find_first_not_of("0123456789") != std::string::npos)
    throw Refused("'" + name + "' is no name of a dead event or message: they are written in:12 or out:7, as `nhipcau dead list` shows.", 2);
  if (name.starts_with("in:")) return storage::inbox::replay(session, std::stoll(number));
  if (name.starts_with("out:")) return storage::outbox::replay(session, std::stoll(number), now);
  throw Refused("'" + name + "' begins with neither in: nor out:.", 2);
}

std::int64_t replay(storage::Session& session, const std::vector<std::string>& names, std::int64_t now) {
  std::int64_t replayed = 0;
  for (const auto& name : names) {
    if (!replay_one(session, name, now)) throw Refused(name + " is not waiting for a human; nothing was changed.");
    ++replayed;
  }
  return replayed;
}

// All events and all messages but the unsure ones: those may have arrived, so each is named by whoever decides it. In slices, upwards
// by id, so that what fails again meanwhile is not taken twice.
std::int64_t replay_all(storage::Database& database, std::int64_t now) {
  auto replayed = database.write([](storage::Session& session) { return storage::inbox::replay_all(session); });
  storage::outbox::Replayed part{slice, 0};
  while (part.count == slice) {
    part = database.write([&](storage::Session& session) { return storage::outbox::replay_after(session, part.last, now, slice); });
    replayed += part.count;
  }
  return replayed;
}

template <class Row>
std::string lines(const std::vector<Row>& rows) {
  std::string text;
  for (const auto& row : rows) text += line(row);
  if (std::cmp_equal(rows.size(), listed)) text += "… these are the first " + std::to_string(listed) + "; there may be more.\n";
  return text;
}

}  // namespace

Said do_dead_list(const ControlContext& context, const nlohmann::json&) {
  return context.database.read([](storage::Session& session) {
    const auto text = lines(storage::inbox::dead(session, listed)) + lines(storage::outbox::attention(session, listed));
    return Said{text.empty() ? "Nothing waits for a human.\n" : text};
  });
}

Said do_dead_replay(const ControlContext& context, const nlohmann::json& args) {
  const auto names = args.at("names").get<std::vector<std::string>>();
  const auto now = context.clock();
  const auto replayed = args.value("all", false)
                            ? replay_all(context.database, now)
                            : context.database.write([&](storage::Session& session) { return replay(session, names, now); });
  context.changed();
  return {"replayed " + std::to_string(replayed) + "\n"};
}

void add_dead(CLI::App& app, int& status) {
  auto* dead = app.add_subcommand("dead", "Events and messages that need a human")->require_subcommand(1);

  auto place = std::make_shared<PlaceOptions>();
  auto* list = dead->add_subcommand("list", "Lists dead events (in:…) and rejected, unsure, dead and held messages (out:…), oldest first");
  add_place(*list, *place);
  list->callback([place, &status] { status = carry_out_and_print(*place, {{"command", "dead list"}}); });

  auto names = std::make_shared<std::vector<std::string>>();
  auto all = std::make_shared<bool>(false);
  auto* again = dead->add_subcommand("replay", "Gives events and messages another try; an unsure message may then arrive twice");
  auto* named = again->add_option("name", *names, "in:12 or out:7, as listed");
  again->add_flag("--all", *all, "Everything but the unsure messages")->excludes(named);
  add_place(*again, *place);
  again->callback([=, &status] {
    if (names->empty() && !*all) throw Refused("Name what is to be replayed, or say --all.", 2);
    status = carry_out_and_print(*place, {{"command", "dead replay"}, {"names", *names}, {"all", *all}});
  });
}

}  // namespace app
