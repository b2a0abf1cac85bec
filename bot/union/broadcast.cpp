// A directive goes out: the officer's word, a preview, the confirmation, the frozen roster, the deliveries.
#include <algorithm>
#include <set>

#include "bot/language/text.hpp"
#include "bot/union/asking.hpp"
#include "bot/union/confirming.hpp"
#include "bot/union/documents.hpp"
#include "bot/union/relay.hpp"
#include "bot/union/scene.hpp"
#include "bot/union/units.hpp"
#include "storage/campaigns.hpp"
#include "storage/early_receipts.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

// Values of the argument `targets` (docs/intents.md §1).
constexpr const char *whole_province = "toàn tỉnh", *level_cdcs = "level:CĐCS";
constexpr std::int64_t confirm_within_ms = 15 * 60 * 1000;
constexpr std::int64_t units_a_slice = 20;
constexpr std::int64_t people_a_slice = 1'500;

// The units the targets name, or the sender's own; nothing (and the word in `unknown`) if one is not found.
std::vector<std::int64_t> target_units(Scene& scene, const nlohmann::json& args, std::int64_t own, std::string& unknown) {
  std::set<std::int64_t> units;
  for (const auto& target : args.value("targets", nlohmann::json::array())) {
    const auto word = target.is_string() ? target.get<std::string>() : "";
    if (word == whole_province) {
      units.insert(storage::root_unit(scene.session, scene.today).value_or(own));
    } else if (word == level_cdcs) {
      units.insert(own);  // every member stands in one
    } else if (const auto unit = find_unit(scene.session, word, own, scene.today)) {
      units.insert(*unit);
    } else {
      unknown = word;
      return {};
    }
  }
  if (units.empty()) units.insert(own);
  return {units.begin(), units.end()};
}

std::vector<std::int64_t> all_below(Scene& scene, const std::vector<std::int64_t>& roots) {
  std::set<std::int64_t> units;
  for (const auto root : roots)
    for (const auto id : unit_ids(scene.session, root, scene.today)) units.insert(id);
  return {units.begin(), units.end()};
}

std::string unit_names(Scene& scene, const std::vector<std::int64_t>& units) {
  std::string names;
  for (const auto id : units)
    names += (names.empty() ? "" : ", ") + place_name(scene.session, id, scene.today);
  return names;
}

// Counts by channel what the sending would do today.
struct Tally { std::int64_t groups = 0, group_people = 0, direct = 0; };
struct Plan { std::int64_t units = 0, people = 0, groups = 0, unreachable = 0, off_roll = 0; std::map<std::string, Tally> channels; };

Plan count_plan(Scene& scene, std::int64_t campaign, const std::vector<std::int64_t>& units) {
  Plan plan;
  for (const auto unit : units) {
    const auto members = storage::count_members(scene.session, campaign, unit, scene.today);
    plan.units += members.all > 0;
    plan.people += members.all;
    plan.unreachable += members.all - members.in_group - members.direct;
    plan.off_roll += storage::off_roll(scene.session, unit, scene.today);
    for (const auto& group : storage::groups_of(scene.session, unit)) {
      ++plan.groups;
      ++plan.channels[group.channel].groups;
    }
    for (const auto& [channel, people] : storage::people_by_group_channel(scene.session, unit, scene.today)) plan.channels[channel].group_people += people;
    for (const auto person : storage::direct_only(scene.session, campaign, unit, scene.today))
      ++plan.channels[storage::accounts(scene.session, person).front().channel].direct;
  }
  return plan;
}

Fields channel_fields(const Settings& settings, const Plan& plan) {
  Fields lines = Fields::array();
  for (const auto& [name, tally] : plan.channels) {
    const auto note = settings.channels.find(name);
    const ChannelNote known = note != settings.channels.end() ? note->second : ChannelNote{name, false, false};
    lines.push_back({{"label", known.label}, {"group_people", tally.group_people}, {"group_buttons", known.group_buttons}, {"direct_buttons", known.direct_buttons}});
    if (tally.groups > 0) lines.back()["groups"] = tally.groups;
    if (tally.direct > 0) lines.back()["people"] = tally.direct;
  }
  return lines;
}

void preview(Scene& scene, const storage::Directive& d, const std::vector<std::int64_t>& roots, const std::optional<std::string>& deadline) {
  storage::drop_drafts(scene.session, scene.me.person, scene.now - confirm_within_ms);
  const auto scope = roots.size() == 1 ? roots.front() : own_unit(scene, Act::send_down);
  const auto campaign = storage::add_campaign(scene.session, d.id, scope, scene.me.person, deadline, scene.now);
  const auto units = all_below(scene, roots);
  storage::lay_out(scene.session, campaign, units, scene.today);
  if (storage::overlapping_campaign(scene.session, d.id, campaign)) {
    storage::drop_draft(scene.session, campaign);
    return scene.reply("broadcast_already", {{"doc", d.doc}});
  }
  const auto plan = count_plan(scene, campaign, units);
  Fields fields = document_fields(d);
  fields.erase("kind");
  fields.erase("number");
  fields.update({{"scope", unit_names(scene, roots)}, {"units", plan.units}, {"people", plan.people}, {"groups", plan.groups},
                 {"channels", channel_fields(scene.settings, plan)},
                 {"sample", announcement(scene.catalog, d, shortest_name(scene.session, d), deadline, "", false)}});
  if (const auto before = storage::campaigns_of(scene.session, d.id); !before.empty() && before.front().frozen_at)
    fields["sent_before"] = language::say_moment(*before.front().frozen_at);
  if (plan.unreachable > 0) fields["unreachable"] = plan.unreachable;
  if (plan.off_roll > 0) fields["off_roll"] = plan.off_roll;
  propose(scene, "broadcast", {{"campaign", campaign}, {"roots", roots}}, "broadcast_preview", fields);
}

std::optional<std::string> deadline_arg(const nlohmann::json& args) {
  const auto day = args.value("deadline", "");
  return language::valid_day(day) ? std::optional(day) : std::nullopt;
}

}  // namespace

std::string announcement(const templates::Catalog& catalog, const storage::Directive& d, const std::string& number,
                         const std::optional<std::string>& deadline, const std::string& responsible, bool direct) {
  auto fields = document_fields(d);
  const auto& day = deadline ? deadline : d.deadline;
  fields["number"] = number;
  fields["action"] = d.action;
  fields["urgency"] = d.urgency;
  fields["deadline"] = day ? language::say_day(*day) : "";
  fields["responsible"] = responsible;
  fields["direct"] = direct;
  return catalog.render("chat/vi/directive_announce", fields);
}

std::vector<Choice> announcement_choices(const templates::Catalog& catalog, std::int64_t directive) {
  const auto id = std::to_string(directive);
  return {{title(catalog, "read"), "#1 ack " + id}, {title(catalog, "view"), "#1 view " + id}};
}

void on_broadcast(Scene& scene, const nlohmann::json& args) {
  const auto own = own_unit(scene, Act::send_down);
  if (own == 0) return refuse(scene, Act::send_down, storage::root_unit(scene.session, scene.today).value_or(0));
  if (scene.group) return ask_private(scene);
  std::string unknown;
  const auto roots = target_units(scene, args, own, unknown);
  if (unknown.find(':') != std::string::npos) return scene.reply("not_yet");  // a level, role or sector: sendings to a part of the tree alone
  if (roots.empty()) return scene.reply("broadcast_nothing", {{"target", unknown}});
  for (const auto root : roots)
    if (!may(scene, Act::send_down, root)) return refuse(scene, Act::send_down, root);
  const auto found = without_older_years(named_directives(scene.session, args));
  if (found.empty()) return scene.reply("doc_unknown", {{"asked", called(args)}});
  if (found.size() > 1) return ask_which(scene, found);
  if (!may_read(scene, found.front())) return scene.reply("doc_unknown", {{"asked", called(args)}});
  preview(scene, found.front(), roots, deadline_arg(args));
}

namespace {

// The draft the preview was made of, as long as it is one.
std::optional<storage::Campaign> draft(Scene& scene, const nlohmann::json& data) {
  auto campaign = storage::campaign(scene.session, data.at("campaign"));
  return campaign && campaign->state == "draft" ? std::move(campaign) : std::nullopt;
}

}  // namespace

void do_broadcast(Scene& scene, const nlohmann::json& data) {
  const auto campaign = draft(scene, data);
  if (!campaign) return scene.reply("nothing_pending");
  const auto roots = data.at("roots").get<std::vector<std::int64_t>>();
  for (const auto root : roots)  // the right may have ended since the preview
    if (!may(scene, Act::send_down, root)) return refuse(scene, Act::send_down, root);
  const auto doc = storage::directive(scene.session, campaign->directive)->doc;
  const auto units = all_below(scene, roots);
  storage::lay_out(scene.session, campaign->id, units, scene.today);  // the tree may have changed since the preview
  if (storage::overlapping_campaign(scene.session, campaign->directive, campaign->id)) {
    storage::drop_draft(scene.session, campaign->id);
    return scene.reply("broadcast_already", {{"doc", doc}});
  }
  const auto plan = count_plan(scene, campaign->id, units);
  storage::freeze(scene.session, campaign->id, scene.now);
  note(scene, "broadcast", "campaign:" + std::to_string(campaign->id), {{"doc", doc}, {"people", plan.people}}, campaign->scope_unit);
  scene.turn.work_waiting = true;
  scene.reply("broadcast_started", {{"doc", doc}, {"people", plan.people - plan.unreachable}, {"groups", plan.groups}});
}

void drop_broadcast(Scene& scene, const nlohmann::json& data) {
  const auto campaign = draft(scene, data);
  if (!campaign) return scene.reply("nothing_pending");
  storage::drop_draft(scene.session, campaign->id);
  scene.reply("broadcast_cancelled", {{"doc", storage::directive(scene.session, campaign->directive)->doc}});
}

// ---- Planning, slice by slice ----

namespace {

// What one campaign says, ready to be sent many times; who was never written to is told that a machine speaks.
struct Texts { std::string group, group_first, direct, direct_first; std::vector<Choice> choices; std::int64_t media = 0; };

Texts campaign_texts(storage::Session& session, const templates::Catalog& catalog, const Settings& settings, const storage::Campaign& campaign) {
  const auto d = *storage::directive(session, campaign.directive);
  const auto number = shortest_name(session, d);
  const auto say = [&](const std::string& responsible, bool direct) { return announcement(catalog, d, number, campaign.deadline, responsible, direct); };
  return {say("", false), say(settings.responsible, false), say("", true), say(settings.responsible, true),
          announcement_choices(catalog, d.id), d.media};
}

// Freezes one unit's members and queues what goes to its groups and to those whom no group reaches. Gives the members planned.
std::int64_t plan_unit(storage::Session& session, const storage::Campaign& campaign, std::int64_t unit, const std::string& day, const Texts& texts, Turn& turn, std::int64_t now) {
  storage::add_to_roster(session, campaign.id, unit, day);
  for (const auto person : storage::acknowledged_before(session, campaign, unit))
    storage::add_evidence(session, campaign.id, person, storage::Evidence::acknowledged, now);
  for (const auto& group : storage::groups_of(session, unit)) {
    const auto id = storage::add_delivery(session, campaign.id, group.id, std::nullopt);
    turn.out.push_back({address_of(group), group.introduced ? texts.group : texts.group_first, texts.choices, Priority::bulk, 0, "", id, texts.media});
    if (!group.introduced) storage::set_group_introduced(session, group.id, now);
  }
  for (const auto person : storage::direct_only(session, campaign.id, unit, day)) {
    const auto account = storage::accounts(session, person).front();
    const auto id = storage::add_delivery(session, campaign.id, std::nullopt, person);
    turn.out.push_back({{account.channel, account.account, false, account.external_id}, account.introduced ? texts.direct : texts.direct_first, texts.choices, Priority::bulk, 0, "", id, texts.media});
  }
  if (const auto place = storage::unit(session, unit, day); place && place->kind == "cdcs") relay_code_of(session, unit, now);  // its relay kit is ready then
  storage::move_plan_mark(session, campaign.id, unit);
  return storage::count_members(session, campaign.id, unit, day).all;
}

}  // namespace

Turn Rules::plan_slice(storage::Session& session, std::int64_t now) const {
  Turn turn;
  turn.intent = "plan";
  const auto campaign = storage::next_to_plan(session);
  if (!campaign) return turn;
  const auto texts = campaign_texts(session, catalog_, settings_, *campaign);
  const auto day = language::day_of(campaign->frozen_at.value_or(now));
  const auto units = storage::units_to_plan(session, *campaign, units_a_slice);
  std::int64_t people = 0;
  for (const auto unit : units) {
    people += plan_unit(session, *campaign, unit, day, texts, turn, now);
    if (people >= people_a_slice) break;
  }
  if (units.empty()) {
    storage::set_state(session, campaign->id, "running", now);
    storage::finish_if_complete(session, campaign->id, now);
  }
  turn.work_waiting = true;  // ask again: another slice, the end of this one, or the next campaign
  return turn;
}

void Rules::delivery_settled(storage::Session& session, std::int64_t delivery_id, Settled how, const std::string& reason, std::int64_t now) const {
  static constexpr const char* states[] = {"sent", "held", "failed", "unsure"};
  const auto delivery = storage::delivery(session, delivery_id);
  if (!delivery) return;
  storage::settle_delivery(session, *delivery, states[static_cast<int>(how)], reason, now);
  if (how != Settled::sent || !delivery->person) return;
  for (const auto& receipt : storage::early::take(session, delivery_id))  // they were quicker than our own commit
    storage::add_evidence(session, delivery->campaign, *delivery->person, static_cast<storage::Evidence>(receipt.evidence), receipt.at);
}

}  // namespace trade_union
