// Handing over: a stand-in has one's own posts until a day and acts for one; the audit log says so. Who holds a post for somebody else
// cannot hand it on. The stand-in belongs to the unit of the post or to what is below it, or holds a post there.
#include <algorithm>

#include "bot/language/days.hpp"
#include "bot/language/text.hpp"
#include "bot/union/asking.hpp"
#include "bot/union/confirming.hpp"
#include "bot/union/finding.hpp"
#include "bot/union/members.hpp"
#include "bot/union/posts.hpp"
#include "storage/memberships.hpp"
#include "storage/units.hpp"

namespace trade_union {

std::string days_after(const std::string& day, std::int64_t days) {
  return language::iso(language::date_of_number(language::number_of(language::read_date(day).value()) + days));
}

namespace {

constexpr std::int64_t longest_days = 184;

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

// The person's own posts that can be handed over; of somebody else those that the speaker may grant.
std::vector<storage::Role> posts_to_hand_over(Scene& scene, std::int64_t holder) {
  std::vector<storage::Role> posts;
  for (const auto& role : storage::roles(scene.session, holder, scene.today)) {
    const auto kinds = posts_of(role.role, role.unit_kind);
    const bool theirs = role.delegated_from == 0 && std::any_of(kinds.begin(), kinds.end(), [](Post post) { return allows(post, Act::delegate); });
    if (theirs && (holder == scene.me.person || may(scene, Act::grant_posts, role.unit))) posts.push_back(role);
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

namespace {

// For whom somebody stands in: the one who writes; with on_behalf whom an officer names. Nothing: it was answered or asked who that is.
std::optional<std::int64_t> holder_of(Scene& scene, const nlohmann::json& args) {
  if (const auto chosen = args.value("holder", std::int64_t{0}); chosen != 0) return chosen;
  const auto named = person_named(args, "on_behalf");
  if (named.empty() || names_me(scene, named)) return scene.me.person;
  const auto own = scope_for(scene, Act::grant_posts);
  if (own == 0) return std::nullopt;
  auto asked = args;  // a choice by number comes back as args.person: on_delegate() puts it where it belongs
  asked["stand_in"] = args.value("name", "");
  asked["name"] = named;
  const auto found = meant_person(scene, asked, own);
  return found ? std::optional(found->person) : std::nullopt;
}

// What is shown of it: which posts go over, which cannot, who stops standing in.
struct Handed { nlohmann::json rows = nlohmann::json::array(); Fields posts = Fields::array(), kept = Fields::array(), before = Fields::array(); };
Handed handed_over(Scene& scene, const std::vector<storage::Role>& posts, std::int64_t person, const Span& time) {
  Handed found;
  for (const auto& post : posts) {
    if (clipped(post, time.to_day) <= time.from) continue;  // over by then
    const Fields said{{"post", say_post(scene, post.role, post.unit)}};
    if (!belongs(scene, person, post.unit)) { found.kept.push_back(said); continue; }
    found.rows.push_back(post.id);
    found.posts.push_back(said);
    for (const auto& other : storage::stand_ins(scene.session, post.id, time.from, time.to_day))
      if (other.person != person) found.before.push_back({{"name", other.person_name}});
  }
  return found;
}

void propose_delegation(Scene& scene, const nlohmann::json& args, std::int64_t holder, const std::vector<storage::Role>& posts) {
  const auto time = span(scene, args);
  if (!time) return;
  const auto who = meant_person(scene, args, widest(scene, posts));
  if (!who) return;
  if (who->person == holder) return scene.reply("delegate_shape");
  const auto handed = handed_over(scene, posts, who->person, *time);
  if (handed.rows.empty() && handed.kept.empty()) return scene.reply("delegate_past", {{"from", language::say_day(time->from)}, {"until", language::say_day(time->until)}});
  if (handed.rows.empty()) return scene.reply("delegate_not_ours", {{"name", who->name}, {"post", handed.kept.front().at("post")}});
  const auto until = last_day(posts, handed.rows, time->to_day);
  propose(scene, "delegate", {{"person", who->person}, {"holder", holder}, {"rows", handed.rows}, {"from", time->from}, {"until", until}, {"to_day", time->to_day}}, "delegate_preview",
          {{"name", who->name}, {"holder", holder != scene.me.person ? storage::person_name(scene.session, holder) : ""}, {"from", language::say_day(time->from)},
           {"until", language::say_day(until)}, {"posts", handed.posts}, {"kept", handed.kept}, {"before", handed.before},
           {"no_account", storage::accounts(scene.session, who->person).empty()}});
}

}  // namespace

void on_delegate(Scene& scene, const nlohmann::json& args) {
  if (scene.group) return ask_private(scene);
  if (args.value("end", false)) return on_delegate_end(scene, args);
  if (args.contains("stand_in")) {
    auto known = args;
    known["holder"] = args.at("person");
    known["name"] = args.at("stand_in");
    for (const auto* key : {"person", "stand_in"}) known.erase(key);
    return on_delegate(scene, known);
  }
  const auto holder = holder_of(scene, args);
  if (!holder) return;
  const auto posts = posts_to_hand_over(scene, *holder);
  if (!posts.empty()) return propose_delegation(scene, args, *holder, posts);
  if (*holder != scene.me.person) return scene.reply("delegate_no_post", {{"name", storage::person_name(scene.session, *holder)}});
  scene.roles.empty() ? refuse(scene, Act::delegate) : scene.reply("delegate_not_own");
}

namespace {

// The posts that were shown, each still to be handed over as it was: all of them, or nothing is done.
std::optional<std::vector<storage::Role>> still_to_hand_over(Scene& scene, const nlohmann::json& rows, std::int64_t holder, std::int64_t person, const std::string& from, const std::string& until) {
  const auto posts = posts_to_hand_over(scene, holder);
  std::vector<storage::Role> found;
  for (const std::int64_t row : rows) {
    const auto post = std::find_if(posts.begin(), posts.end(), [&](const storage::Role& role) { return role.id == row; });
    if (post == posts.end() || !belongs(scene, person, post->unit) || clipped(*post, until) <= from) return std::nullopt;
    found.push_back(*post);
  }
  return found;
}

void hand_over(Scene& scene, const storage::Role& post, std::int64_t person, const std::string& from, const std::string& to_day) {
  for (const auto& other : storage::stand_ins(scene.session, post.id, from, to_day)) storage::end_role(scene.session, other.id, from, "replaced");
  const auto id = storage::add_role(scene.session, {.person = person, .unit = post.unit, .role = post.role, .from_day = from, .to_day = to_day, .department = post.department,
                                                    .granted_by = scene.me.person, .delegated_from = post.id});
  note(scene, "delegate", "person:" + std::to_string(person), {{"before", nullptr}, {"after", {{"role", post.role}, {"row", id}, {"for", post.id}, {"from", from}, {"to", to_day}}}}, post.unit);
}

}  // namespace

void do_delegate(Scene& scene, const nlohmann::json& data) {
  const std::int64_t person = data.at("person"), holder = data.value("holder", scene.me.person);
  const std::string from = data.at("from"), until = data.at("to_day");
  const auto posts = still_to_hand_over(scene, data.at("rows"), holder, person, from, until);
  if (!posts) return scene.reply("changed_meanwhile");
  Fields handed = Fields::array();
  for (const auto& post : *posts) {
    hand_over(scene, post, person, from, clipped(post, until));
    handed.push_back({{"post", say_post(scene, post.role, post.unit)}});
  }
  const Fields said{{"name", storage::person_name(scene.session, person)}, {"holder", storage::person_name(scene.session, holder)}, {"posts", handed},
                    {"from", language::say_day(from)}, {"until", language::say_day(data.at("until").get<std::string>())}};
  if (person != scene.me.person) tell_person(scene, person, "delegated_to", said);
  if (holder != scene.me.person) tell_person(scene, holder, "delegated", said);
  scene.reply("delegated", said);
}

}  // namespace trade_union
