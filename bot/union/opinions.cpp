// Feedback (phản ánh, kiến nghị): a receipt with a number for the member, a line for whoever handles it.
#include <algorithm>

#include "bot/language/text.hpp"
#include "bot/union/asking.hpp"
#include "bot/union/reports.hpp"
#include "bot/union/scene.hpp"
#include "storage/feedback.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

constexpr std::int64_t listed = 5;

// The union that handles it: the nearest CĐCS above the member's tổ, which is the level that manages directly.
std::optional<storage::Unit> handling_unit(Scene& scene) {
  auto own = storage::membership_unit(scene.session, scene.me.person, scene.today);
  if (!own && !scene.roles.empty()) own = scene.roles.front().unit;  // an officer without a membership speaks from the office
  if (!own) return std::nullopt;
  std::optional<storage::Unit> first;
  for (const auto id : storage::lineage(scene.session, *own, scene.today)) {
    auto unit = storage::unit(scene.session, id, scene.today);
    if (unit && unit->kind == "cdcs") return unit;
    if (!first) first = unit;
  }
  return first;
}

// An anonymous opinion keeps the day only: its moment would lead to the message it came with.
std::int64_t start_of_day(const std::string& day) { return *language::moment_of(day + "T00:00:00+07:00"); }

void notify_leaders(Scene& scene, const storage::Feedback& f, const storage::Unit& unit, bool urgent) {
  const auto text = scene.text("feedback_notice", {{"number", ticket_number(f.number)}, {"unit", unit.short_name}, {"text", f.text}, {"urgent", urgent}});
  for (const auto person : storage::leaders(scene.session, unit.id, scene.today)) {
    const auto accounts = storage::accounts(scene.session, person);
    if (accounts.empty() || person == scene.me.person) continue;
    const auto& to = accounts.front();
    scene.turn.out.push_back({{to.channel, to.account, false, to.external_id}, text, {}, urgent ? Priority::reply : Priority::bulk, 0, "", std::nullopt});
  }
}

}  // namespace

void on_feedback_new(Scene& scene, const nlohmann::json& args) {
  const auto text = language::trim(args.value("text", ""));
  if (scene.group && args.value("move_private", false)) return scene.reply("feedback_private");
  if (text.empty()) return scene.reply("feedback_empty");
  const auto unit = handling_unit(scene);
  const bool anonymous = args.value("anonymous", false);
  const auto kind = args.value("kind", "phan_anh");
  storage::Feedback feedback{0, 0, anonymous ? std::nullopt : std::optional(scene.me.person), unit ? std::optional(unit->id) : std::nullopt,
                             kind, args.value("category", "khac"), text, "", anonymous ? start_of_day(scene.today) : scene.in.at};
  feedback = storage::add_feedback(scene.session, feedback);
  const bool urgent = args.value("urgent", false);
  if (unit) notify_leaders(scene, feedback, *unit, urgent);
  scene.reply("feedback_received", {{"number", ticket_number(feedback.number)}, {"unit", unit ? unit->short_name : ""}, {"anonymous", anonymous},
                                    {"urgent", urgent}, {"formal", kind == "khieu_nai" || kind == "to_cao"}});
}

void on_feedback_list(Scene& scene, const nlohmann::json&) {
  const auto own = own_unit(scene, Act::read_feedback);
  if (own == 0) return refuse(scene, Act::read_feedback);
  if (scene.group) return ask_private(scene);
  const auto units = unit_ids(scene.session, own, scene.today);
  Fields items = Fields::array();
  for (const auto& f : storage::feedback_of(scene.session, units, listed)) {
    const auto from = f.unit ? storage::unit(scene.session, *f.unit, scene.today) : std::nullopt;
    items.push_back({{"number", ticket_number(f.number)}, {"unit", from ? from->short_name : ""}, {"day", language::say_day(language::day_of(f.created_at))}, {"text", f.text}});
  }
  scene.reply("feedback_list", {{"unit", storage::unit(scene.session, own, scene.today)->short_name}, {"items", items},
                                {"total", storage::count_feedback(scene.session, units, "new")}});
}

}  // namespace trade_union
