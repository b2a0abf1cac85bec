#include "bot/union/confirming.hpp"

#include <map>

#include "bot/language/text.hpp"
#include "bot/union/members.hpp"
#include "bot/union/posts.hpp"
#include "bot/union/unit_cases.hpp"
#include "bot/union/arrivals.hpp"
#include "bot/union/grouping.hpp"
#include "storage/questions.hpp"

namespace trade_union {

namespace {

constexpr const char* question_kind = "confirm";
constexpr std::int64_t answer_within_ms = 15 * 60'000;

// What is done on yes, by kind.
const std::map<std::string, Confirmed, std::less<>>& kinds() {
  static const std::map<std::string, Confirmed, std::less<>> table{
      {"broadcast", {do_broadcast, drop_broadcast}},
      {"poll_close", {do_poll_close}},
      {"member_add", {do_member_add}},
      {"member_remove", {do_member_remove}},
      {"member_transfer", {do_member_transfer}},
      {"role_grant", {do_role_grant}},
      {"role_revoke", {do_role_revoke}},
      {"delegate", {do_delegate}},
      {"delegate_end", {do_delegate_end}},
      {"merge_propose", {do_merge_propose}},
      {"merge_decide", {do_merge_decide}},
      {"merge_cancel", {do_merge_cancel}},
      {"unit_close", {do_unit_close}},
      {"admit_new", {do_admit_new}},
      {"group_bind", {do_group_bind}},
      {"group_rebind", {do_group_rebind}},
      {"group_unbind", {do_group_unbind}},
  };
  return table;
}

// The question this person was asked in this conversation.
std::optional<nlohmann::json> waiting(Scene& scene) {
  const auto question = storage::pending_question(scene.session, scene.me.id, scene.now);
  if (!question || question->kind != question_kind) return std::nullopt;
  auto data = nlohmann::json::parse(question->data);
  return data.at("where") == conversation_key(scene.in.from) ? std::optional(std::move(data)) : std::nullopt;
}

}  // namespace

void propose(Scene& scene, std::string kind, nlohmann::json data, std::string_view preview, const Fields& fields) {
  scene.proposed.push_back({{"kind", std::move(kind)}, {"data", std::move(data)}, {"preview", scene.text(preview, fields)}});
}

void ask_to_confirm(Scene& scene) {
  if (scene.proposed.empty() || scene.asked) return;
  Fields previews = Fields::array();
  for (const auto& item : scene.proposed) {
    previews.push_back({{"text", item.at("preview")}});
    if (scene.proposed.size() > 1) previews.back()["n"] = previews.size();
  }
  const auto until = scene.now + answer_within_ms;
  const auto nonce = std::to_string(scene.now);
  Fields fields{{"previews", previews}, {"group", scene.group.has_value()}, {"until", language::say_moment(until)}, {"overtaken", waiting(scene).has_value()}};
  if (previews.size() > 1) fields["many"] = previews.size();
  storage::ask(scene.session, scene.me.id, question_kind, nlohmann::json{{"where", conversation_key(scene.in.from)}, {"nonce", nonce}, {"items", scene.proposed}}.dump(),
               scene.now, until);
  scene.reply("confirm", fields, {{title(scene.catalog, "yes"), "#1 yes " + nonce}, {title(scene.catalog, "no"), "#1 no " + nonce}});
}

bool confirmation_waits(Scene& scene) { return waiting(scene).has_value(); }

namespace {

// What a preview begins with: it names the work and whom it is about.
std::string first_line(const std::string& preview) { return preview.substr(0, preview.find('\n')); }

}  // namespace

void say_unclear(Scene& scene) {
  Fields waits = Fields::array();
  if (const auto question = waiting(scene))
    for (const auto& item : question->at("items")) waits.push_back({{"what", first_line(item.at("preview"))}, {"more", !waits.empty()}});
  Fields fields{{"waiting", !waits.empty()}};
  fields["waits"] = std::move(waits);
  scene.reply("unclear", fields);
}

namespace {

// What this person was asked about, the question taken away; with a button, only what the button belongs to.
std::optional<nlohmann::json> taken(Scene& scene, const nlohmann::json& args) {
  const auto question = waiting(scene);
  const auto nonce = args.value("nonce", "");
  if (!question || (!nonce.empty() && nonce != question->at("nonce"))) {
    if (!scene.group) scene.reply("nothing_pending");  // in a group somebody else may have been asked
    return std::nullopt;
  }
  storage::forget_question(scene.session, scene.me.id);
  return question->at("items");
}

}  // namespace

void on_confirm_yes(Scene& scene, const nlohmann::json& args) {
  const auto items = taken(scene, args);
  if (!items) return;
  for (const auto& item : *items) kinds().find(item.at("kind").get<std::string>())->second.yes(scene, item.at("data"));
}

void on_confirm_no(Scene& scene, const nlohmann::json& args) {
  const auto items = taken(scene, args);
  if (!items) return;
  bool said = false;
  for (const auto& item : *items)
    if (const auto no = kinds().find(item.at("kind").get<std::string>())->second.no) no(scene, item.at("data")), said = true;
  if (!said) scene.reply("cancelled", {{"changed_mind", args.value("changed_mind", false)}, {"again", scene.rest.empty()}});
}

}  // namespace trade_union
