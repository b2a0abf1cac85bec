// Handing over: a stand-in has one's own posts until a day and acts for one; the audit log says so. Who holds a post for somebody else
// cannot hand it on. The stand-in belongs to the unit of the post or to what is below it, or holds a post there.
#include <algorithm>

#include "bot/language/text.hpp"
#include "bot/union/confirming.hpp"
#include "bot/union/finding.hpp"
#include "bot/union/members.hpp"
#include "bot/union/posts.hpp"
#include "storage/memberships.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

constexpr std::int64_t day_ms = 86'400'000, longest_days = 184;

std::string days_after(const std::string& day, std::int64_t days) { return language::day_of(*language::moment_of(day + "T12:00:00+07:00") + days * day_ms); }

// Is the person of that unit or of what is below?
bool belongs(Scene& scene, std::int64_t person, std::int64_t unit) {
  std::vector<std::int64_t> places;
  if (const auto at = storage::membership_unit(scene.session, person, scene.today)) places.push_back(*at);
  for (const auto& role : storage::roles(scene.session, person, scene.today))
    if (role.delegated_from == 0) places.push_back(role.unit);
  return std::any_of(places.begin(), places.end(), [&](std::int64_t place) {
    const auto above = storage::lineage(scene.session, place, scene.today);
    return std::find(above.begin(), above.end(), unit) != above.end();
  });
}

std::vector<storage::Role> own_posts(const Scene& scene) {
  std::vector<storage::Role> posts;
  for (const auto& role : scene.roles) {
    const auto kinds = posts_of(role.role, role.unit_kind);
    if (role.delegated_from == 0 && std::any_of(kinds.begin(), kinds.end(), [](Post post) { return allows(post, Act::delegate); })) posts.push_back(role);
  }
  return posts;
}

// The highest of the units one has posts in: who stands in is looked for there.
std::int64_t widest(Scene& scene, const std::vector<storage::Role>& posts) {
  const auto depth = [&](const storage::Role& role) { return storage::lineage(scene.session, role.unit, scene.today).size(); };
  return std::min_element(posts.begin(), posts.end(), [&](const auto& a, const auto& b) { return depth(a) < depth(b); })->unit;
}

struct Span { std::string from, until, to_day; };  // until: the last day; to_day: the first day after it
std::optional<Span> span(Scene& scene, const nlohmann::json& args) {
  const auto until = args.value("until", "");
  const auto from = day_arg(scene, args, "from");
  if (!language::valid_day(until)) return scene.reply("delegate_shape"), std::nullopt;
  if (until < from || until < scene.today) return scene.reply("delegate_past", {{"from", language::say_day(from)}, {"until", language::say_day(until)}}), std::nullopt;
  if (until > days_after(from, longest_days)) return scene.reply("delegate_long"), std::nullopt;
  return Span{std::max(from, scene.today), until, days_after(until, 1)};
}

}  // namespace

namespace {

// Nobody stands in for a post longer than it lasts.
std::string clipped(const storage::Role& post, const std::string& to_day) { return post.to_day ? std::min(*post.to_day, to_day) : to_day; }

// The last day of those posts that are handed over.
std::string last_day(const std::vector<storage::Role>& posts, const nlohmann::json& rows, const std::string& to_day) {
  std::string last;
  for (const auto& post : posts)
    if (std::find(rows.begin(), rows.end(), post.id) != rows.end()) last = std::max(last, clipped(post, to_day));
  return days_after(last, -1);
}

}  // namespace

void on_delegate(Scene& scene, const nlohmann::json& args) {
  if (scene.group) return scene.reply("ask_private", {{"what", scene.in.text}});
  const auto posts = own_posts(scene);
  if (posts.empty()) return scene.roles.empty() ? refuse(scene, Act::delegate) : scene.reply("delegate_not_own");
  const auto time = span(scene, args);
  if (!time) return;
  const auto who = meant_person(scene, args, widest(scene, posts));
  if (!who) return;
  if (who->person == scene.me.person) return scene.reply("delegate_shape");
  auto rows = nlohmann::json::array();
  Fields handed = Fields::array(), kept = Fields::array(), before = Fields::array();
  for (const auto& post : posts) {
    if (clipped(post, time->to_day) <= time->from) continue;  // over by then
    const Fields said{{"post", say_post(scene, post.role, post.unit)}};
    if (!belongs(scene, who->person, post.unit)) { kept.push_back(said); continue; }
    rows.push_back(post.id);
    handed.push_back(said);
    for (const auto& other : storage::stand_ins(scene.session, post.id, time->from, time->to_day))
      if (other.person != who->person) before.push_back({{"name", other.person_name}});
  }
  if (rows.empty() && kept.empty()) return scene.reply("delegate_past", {{"from", language::say_day(time->from)}, {"until", language::say_day(time->until)}});
  if (rows.empty()) return scene.reply("delegate_not_ours", {{"name", who->name}, {"post", kept.front().at("post")}});
  const auto until = last_day(posts, rows, time->to_day);
  propose(scene, "delegate", {{"person", who->person}, {"rows", rows}, {"from", time->from}, {"until", until}, {"to_day", time->to_day}}, "delegate_preview",
          {{"name", who->name}, {"from", language::say_day(time->from)}, {"until", language::say_day(until)}, {"posts", handed}, {"kept", kept}, {"before", before},
           {"no_account", storage::accounts(scene.session, who->person).empty()}});
}

void do_delegate(Scene& scene, const nlohmann::json& data) {
  const std::int64_t person = data.at("person");
  const std::string from = data.at("from"), until = data.at("to_day");
  const auto posts = own_posts(scene);
  Fields handed = Fields::array();
  for (const std::int64_t row : data.at("rows")) {
    const auto post = std::find_if(posts.begin(), posts.end(), [&](const storage::Role& role) { return role.id == row; });
    if (post == posts.end() || !belongs(scene, person, post->unit)) return scene.reply("changed_meanwhile");
    const auto to_day = clipped(*post, until);
    if (to_day <= from) return scene.reply("changed_meanwhile");
    for (const auto& other : storage::stand_ins(scene.session, row, from, to_day)) storage::end_role(scene.session, other.id, from, "replaced");
    const auto id = storage::add_role(scene.session, {.person = person, .unit = post->unit, .role = post->role, .from_day = from, .to_day = to_day, .department = post->department,
                                                      .granted_by = scene.me.person, .delegated_from = row});
    note(scene, "delegate", "person:" + std::to_string(person), {{"before", nullptr}, {"after", {{"role", post->role}, {"row", id}, {"for", row}, {"from", from}, {"to", to_day}}}}, post->unit);
    handed.push_back({{"post", say_post(scene, post->role, post->unit)}});
  }
  const Fields said{{"name", storage::person_name(scene.session, person)}, {"holder", storage::person_name(scene.session, scene.me.person)}, {"posts", handed},
                    {"from", language::say_day(from)}, {"until", language::say_day(data.at("until").get<std::string>())}};
  tell_person(scene, person, "delegated_to", said);
  scene.reply("delegated", said);
}

}  // namespace trade_union
