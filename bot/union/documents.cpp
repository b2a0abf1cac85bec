#include "bot/union/documents.hpp"

#include <algorithm>

#include "bot/language/text.hpp"
#include "storage/campaigns.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

std::string text_arg(const nlohmann::json& args, const char* key) {
  const auto found = args.find(key);
  return found != args.end() && found->is_string() ? found->get<std::string>() : "";
}

// Numbers are kept folded and without leading zeros: "07" and "7" are the same.
std::string bare_number(const std::string& number) {
  auto folded = language::fold(number);
  folded.erase(0, std::min(folded.find_first_not_of('0'), folded.size()));
  return folded;
}

}  // namespace

bool names_directive(const nlohmann::json& args) {
  return args.contains("directive_id") || !text_arg(args, "doc").empty() || !text_arg(args, "doc_number").empty();
}

std::vector<storage::Directive> named_directives(storage::Session& session, const nlohmann::json& args) {
  if (const auto id = args.find("directive_id"); id != args.end() && id->is_number_integer()) {
    const auto found = storage::directive(session, id->get<std::int64_t>());
    return found ? std::vector{*found} : std::vector<storage::Directive>{};
  }
  if (const auto doc = text_arg(args, "doc"); !doc.empty()) return storage::directives_by_doc(session, language::fold(doc));
  if (const auto number = text_arg(args, "doc_number"); !number.empty())
    return storage::directives_by_number(session, bare_number(number), text_arg(args, "doc_type"));
  return {};
}

std::string called(const nlohmann::json& args) {
  if (const auto doc = text_arg(args, "doc"); !doc.empty()) return doc;
  const auto kind = std::string(language::kind_name(text_arg(args, "doc_type")));
  const auto number = text_arg(args, "doc_number");
  return number.empty() ? "" : kind.empty() ? number : kind + " " + number;
}

Fields document_fields(const storage::Directive& d) {
  return {{"kind", std::string(language::kind_name(d.kind))}, {"doc", d.doc}, {"number", d.number}, {"issued_on", language::say_day(d.issued_on)},
          {"abstract", d.abstract}};
}

std::string shortest_name(storage::Session& session, const storage::Directive& d) {
  // In a group a number of one digit alone is no sign of a document.
  return d.number.size() < 2 || storage::directives_by_number(session, d.number, "").size() > 1 ? d.doc : d.number;
}

std::vector<storage::Directive> without_older_years(std::vector<storage::Directive> found) {
  std::vector<storage::Directive> newest;
  for (auto& d : found)
    if (std::none_of(newest.begin(), newest.end(), [&](const storage::Directive& kept) { return kept.folded_doc == d.folded_doc; })) newest.push_back(std::move(d));
  return newest;
}

void ask_which(Scene& scene, const std::vector<storage::Directive>& found) {
  Fields docs = Fields::array();
  for (const auto& d : found)
    docs.push_back({{"doc", d.doc}, {"issued_on", language::say_day(d.issued_on)}, {"abstract", d.abstract}});
  scene.reply("doc_which", {{"docs", docs}});
}

// ---- What members do with documents ----

bool may_read(Scene& scene, const storage::Directive& d) {
  if (!storage::campaigns_with(scene.session, d.id, scene.me.person).empty()) return true;
  if (may(scene, Act::see_figures, d.unit_id)) return true;
  const auto campaigns = storage::campaigns_of(scene.session, d.id);
  if (campaigns.empty()) return false;
  auto units = std::vector<std::int64_t>{};
  for (const auto& role : scene.roles) units.push_back(role.unit);
  if (const auto own = storage::membership_unit(scene.session, scene.me.person, scene.today)) units.push_back(*own);
  for (const auto unit : units) {
    const auto above = storage::lineage(scene.session, unit, scene.today);
    for (const auto& campaign : campaigns) {
      if (std::find(above.begin(), above.end(), campaign.scope_unit) != above.end()) return true;
      if (may(scene, Act::see_figures, campaign.scope_unit)) return true;
    }
  }
  return false;
}

namespace {

void send_text(Scene& scene, const storage::Directive& head) {
  auto fields = document_fields(head);
  fields["number"] = shortest_name(scene.session, head);
  fields["body"] = storage::directive(scene.session, head.id)->body;
  scene.reply("doc_text", fields, {{title(scene.catalog, "read"), "#1 ack " + std::to_string(head.id)}});
}

void list_newest(Scene& scene, std::size_t limit) {
  Fields docs = Fields::array();
  for (const auto id : storage::directives_of_person(scene.session, scene.me.person, false)) {
    if (docs.size() == limit) break;
    const auto d = *storage::directive(scene.session, id);
    const auto campaigns = storage::campaigns_with(scene.session, id, scene.me.person);
    auto fields = document_fields(d);
    fields["number"] = shortest_name(scene.session, d);
    fields["acked"] = !scene.group && !campaigns.empty() && storage::best_class(scene.session, campaigns.front(), scene.me.person) >= 3;
    fields.erase("kind");
    docs.push_back(fields);
  }
  docs.empty() ? scene.reply("doc_none") : scene.reply("doc_list", {{"docs", docs}});
}

}  // namespace

void on_directive_find(Scene& scene, const nlohmann::json& args) {
  if (!names_directive(args)) return list_newest(scene, static_cast<std::size_t>(std::clamp(args.value("latest", 5), 1, 10)));
  auto found = named_directives(scene.session, args);
  std::erase_if(found, [&](const storage::Directive& d) { return !may_read(scene, d); });
  found = without_older_years(std::move(found));
  if (found.empty()) return scene.reply("doc_unknown", {{"asked", called(args)}});
  if (found.size() > 1) return ask_which(scene, found);
  if (args.value("field", "") == "deadline") {
    const auto campaigns = storage::campaigns_of(scene.session, found.front().id);
    const auto& deadline = !campaigns.empty() && campaigns.front().deadline ? campaigns.front().deadline : found.front().deadline;
    return scene.reply("doc_deadline", {{"doc", found.front().doc}, {"deadline", deadline ? language::say_day(*deadline) : ""}});
  }
  if (scene.group) return scene.reply("doc_private", {{"number", shortest_name(scene.session, found.front())}});
  send_text(scene, found.front());
}

namespace {

void acknowledge(Scene& scene, const storage::Directive& d) {
  const auto campaigns = storage::campaigns_with(scene.session, d.id, scene.me.person);
  if (campaigns.empty()) {
    if (!scene.group) scene.reply("ack_not_on_roster", {{"doc", d.doc}});
    return;
  }
  bool fresh = false;
  for (const auto campaign : campaigns)
    fresh = storage::add_evidence(scene.session, campaign, scene.me.person, storage::Evidence::acknowledged, scene.in.at) || fresh;
  if (!scene.group) return scene.reply("ack_done", {{"doc", d.doc}, {"already", !fresh}});
  const auto share = storage::acknowledged_in_group(scene.session, campaigns.front(), scene.group->id);
  scene.count_in_group("ack" + std::to_string(campaigns.front()), "ack_group",
                       {{"doc", d.doc}, {"part", share.part}, {"whole", share.whole}, {"percent", language::percent(share.part, share.whole)}});
}

}  // namespace

void on_ack(Scene& scene, const nlohmann::json& args) {
  std::vector<storage::Directive> found;
  if (names_directive(args)) {
    found = named_directives(scene.session, args);
    if (found.empty()) return scene.group ? void() : scene.reply("doc_unknown", {{"asked", called(args)}});
    if (found.size() > 1)  // same number twice: the one that was sent to this person decides
      std::erase_if(found, [&](const storage::Directive& d) { return storage::campaigns_with(scene.session, d.id, scene.me.person).empty(); });
  } else {
    for (const auto id : storage::directives_of_person(scene.session, scene.me.person, true)) found.push_back(*storage::directive(scene.session, id));
  }
  if (found.empty()) return scene.group ? void() : scene.reply("doc_none");
  found = without_older_years(std::move(found));
  if (found.size() == 1) return acknowledge(scene, found.front());
  if (scene.group) return;
  Fields docs = Fields::array();
  for (const auto& d : found)
    if (docs.size() < 5) docs.push_back({{"doc", d.doc}, {"number", shortest_name(scene.session, d)}});
  scene.reply("ack_which", {{"docs", docs}});
}

}  // namespace trade_union
