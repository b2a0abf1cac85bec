// The chair's side of the relay kit: the text to copy, "đã đăng", taking it back, the groups it goes to.
#include <algorithm>
#include <sstream>

#include "bot/language/text.hpp"
#include "bot/union/asking.hpp"
#include "bot/union/documents.hpp"
#include "bot/union/invites.hpp"
#include "bot/union/relay.hpp"
#include "bot/union/scene.hpp"
#include "bot/union/units.hpp"
#include "storage/campaigns.hpp"
#include "storage/questions.hpp"
#include "storage/relay.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

constexpr int code_letters = 8;          // 40 bits: nobody comes upon a unit by trying
constexpr std::size_t longest_name = 80;

}  // namespace

std::string shown_code(const std::string& code) { return code.size() == code_letters ? code.substr(0, 4) + "-" + code.substr(4) : code; }

std::string short_link(const Settings& settings, const std::string& code) {
  return settings.public_url.empty() || code.empty() ? "" : settings.public_url + "/r/" + code;
}

std::string relay_code_of(storage::Session& session, std::int64_t unit, std::int64_t now) {
  return storage::relay::code_of(session, unit, random_letters(code_letters), now);
}

Kit kit(storage::Session& session, const templates::Catalog& catalog, const Settings& settings, const storage::Directive& d,
        const std::optional<std::string>& deadline, const std::string& unit_name, const std::string& code) {
  if (code.empty()) return {};
  Kit made{"", shown_code(code), short_link(settings, code)};
  auto fields = document_fields(d);
  const auto& day = deadline ? deadline : d.deadline;
  fields.update({{"urgency", d.urgency}, {"action", d.action}, {"deadline", day ? language::say_day(*day) : ""}, {"number", shortest_name(session, d)},
                 {"unit", unit_name}, {"code", made.code}, {"link", made.link}, {"responsible", settings.responsible}});
  made.text = catalog.render("chat/vi/relay_text", fields);
  return made;
}

namespace {

struct Meant { storage::Directive directive; storage::Campaign campaign; std::int64_t unit = 0; storage::Unit place; };

// The document, the sending of it to the chair's unit; answers itself and gives nothing otherwise.
std::optional<Meant> meant(Scene& scene, const nlohmann::json& args) {
  const auto unit = own_unit(scene, Act::lead);
  if (unit == 0) {
    refuse(scene, Act::lead);
    return std::nullopt;
  }
  auto found = named_directives(scene.session, args);
  std::erase_if(found, [&](const storage::Directive& d) { return !may_read(scene, d); });
  found = without_older_years(std::move(found));
  if (found.size() > 1) return ask_which(scene, found), std::nullopt;
  if (found.empty()) return scene.reply("doc_unknown", {{"asked", called(args)}}), std::nullopt;
  const auto campaign = storage::relay::campaign_for(scene.session, found.front().id, unit);
  const auto place = storage::unit(scene.session, unit, scene.today);
  if (!campaign || !place) return scene.reply("relay_not_sent", {{"doc", found.front().doc}}), std::nullopt;
  return Meant{found.front(), *storage::campaign(scene.session, *campaign), unit, *place};
}

// Persons of the unit and below whom no channel reaches.
std::int64_t without_channel(Scene& scene, std::int64_t campaign, const std::vector<std::int64_t>& units) {
  std::int64_t persons = 0;
  for (const auto& row : storage::relay::without_channel(scene.session, campaign))
    if (std::find(units.begin(), units.end(), row.unit) != units.end()) persons += row.persons;
  return persons;
}

std::optional<std::int64_t> named_group(Scene& scene, std::int64_t unit, const std::string& said) {
  const auto wanted = language::fold(said);
  for (const auto& group : storage::relay::groups(scene.session, unit))
    if (!wanted.empty() && language::fold(group.name) == wanted) return group.id;
  return std::nullopt;
}

}  // namespace

void on_relay_kit(Scene& scene, const nlohmann::json& args) {
  if (scene.group) return ask_private(scene);
  const auto about = meant(scene, args);
  if (!about) return;
  const auto code = relay_code_of(scene.session, about->unit, scene.now);
  const auto made = kit(scene.session, scene.catalog, scene.settings, about->directive, about->campaign.deadline, place_name(scene.session, about->unit, scene.today), code);
  Fields groups = Fields::array();
  for (const auto& group : storage::relay::groups(scene.session, about->unit)) groups.push_back({{"name", group.name}, {"link", group.link}});
  Fields fields{{"doc", about->directive.doc}, {"number", shortest_name(scene.session, about->directive)}, {"unit", about->place.short_name}, {"link", made.link}, {"groups", groups}};
  if (const auto persons = without_channel(scene, about->campaign.id, unit_ids(scene.session, about->unit, scene.today)); persons > 0) fields["persons"] = persons;
  if (const auto came = storage::relay::came(scene.session, code); came > 0) fields["came"] = came;
  scene.reply("relay_kit", fields);
  // A message of its own: it is copied with one long press.
  scene.turn.out.push_back({.to = scene.in.from, .text = made.text});
}

void on_relay_posted(Scene& scene, const nlohmann::json& args) {
  const auto about = meant(scene, args);
  if (!about) return;
  const auto said = args.value("group", "");
  const auto group = named_group(scene, about->unit, said);
  const auto units = unit_ids(scene.session, about->unit, scene.today);
  const bool fresh = storage::relay::post(scene.session, {0, about->campaign.id, about->unit, scene.now, scene.me.person, group}, units);
  if (fresh)
    note(scene, "relay_posted", "campaign:" + std::to_string(about->campaign.id), {{"unit", about->unit}}, about->unit);
  Fields fields{{"doc", about->directive.doc}, {"number", shortest_name(scene.session, about->directive)}, {"unit", about->place.short_name}, {"again", !fresh}};
  if (const auto persons = without_channel(scene, about->campaign.id, units); persons > 0) fields["persons"] = persons;
  scene.reply("relay_posted", fields);
}

void on_relay_undo(Scene& scene, const nlohmann::json& args) {
  const auto about = meant(scene, args);
  if (!about) return;
  const auto undone = storage::relay::undo(scene.session, about->campaign.id, about->unit, scene.now);
  if (undone > 0)
    note(scene, "relay_undone", "campaign:" + std::to_string(about->campaign.id), {{"unit", about->unit}}, about->unit);
  scene.reply("relay_undone", {{"doc", about->directive.doc}, {"unit", about->place.short_name}, {"none", undone == 0}});
}

// "Hội thợ May https://zalo.me/g/abc": a name, and a link if there is one.
void on_relay_group(Scene& scene, const nlohmann::json& args) {
  if (scene.group) return ask_private(scene);
  const auto unit = own_unit(scene, Act::lead);
  if (unit == 0) return refuse(scene, Act::lead);
  storage::relay::Group group{0, unit, "", "zalo", ""};
  std::istringstream words(args.value("text", ""));
  for (std::string word; words >> word;) {
    if (word.starts_with("https://")) group.link = word;
    else group.name += (group.name.empty() ? "" : " ") + word;
  }
  const auto folded = language::fold(group.name + " " + group.link);
  if (folded.find("facebook") != std::string::npos || (" " + folded + " ").find(" fb ") != std::string::npos) group.platform = "facebook";
  if (group.name.empty() || language::length(group.name) > longest_name) return scene.reply("relay_group_shape");
  storage::relay::add_group(scene.session, group, scene.me.person, scene.now);
  scene.reply("relay_group_added", {{"name", group.name}, {"facebook", group.platform == "facebook"}});
}

}  // namespace trade_union
