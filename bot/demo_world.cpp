// See demo_world.hpp.
#include "bot/demo_world.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "bot/language/text.hpp"
#include "storage/directory.hpp"
#include "storage/people.hpp"
#include "storage/vault.hpp"

namespace app {

namespace sandbox = adapters::sandbox;

namespace {

using Moments = std::map<std::int64_t, std::int64_t>;  // by person

// "Lò Văn Pản" → "lo-van-pan"; a second one of that name gets the number of the person.
std::string address_key(const sample::Person& person, std::set<std::string>& taken) {
  auto key = language::fold(person.name);
  for (auto& c : key)
    if (c == ' ') c = '-';
  if (!taken.insert(key).second) taken.insert(key += "-" + std::to_string(person.id));
  return key;
}

Moments interactions(storage::Session& session, const char* channel) {
  Moments moments;
  for (const auto& account : storage::directory_accounts(session, channel)) moments[account.person] = account.last_interaction;
  return moments;
}

std::set<std::int64_t> with_post(storage::Session& session, const std::string& today) {
  std::set<std::int64_t> ids;
  for (const auto& person : storage::directory_people(session, today))
    if (!person.role.empty()) ids.insert(person.id);
  return ids;
}

// "Tổ 3 · May Sơn Hà" → "May Sơn Hà".
std::string union_of(const std::string& note) {
  constexpr std::string_view dot = " · ";
  const auto at = note.rfind(dot);
  return at == std::string::npos ? note : note.substr(at + dot.size());
}

std::string secret() { return storage::random_token(128); }

// ---- The Zalo Bot: a few people, and a group it was brought into that is bound to no unit yet ----

constexpr std::size_t with_bot = 6;                    // the first of the province: who has a post or is named in the stories

std::string bot_user_id(const sample::Person& person) {
  const auto digits = std::to_string(person.id);
  return "b" + std::string(19 - digits.size(), '0') + digits;
}

std::vector<sample::Person> bot_people(const sample::Province& province) {
  const auto count = static_cast<std::ptrdiff_t>(std::min(with_bot, province.people.size()));
  return {province.people.begin(), province.people.begin() + count};
}

sandbox::Group bot_group(const sample::Province& province) {
  sandbox::Group group{"zgr-son-ha-1", "Ban Nữ công May Sơn Hà", {}, false, true};
  for (const auto& person : bot_people(province)) group.members.push_back(bot_user_id(person));
  return group;
}

// ---- The Page: a post with questions below it ----

constexpr std::int64_t hour = 3'600'000;

sandbox::PagePost page_post(const sandbox::World& world, const std::string& page, std::int64_t now) {
  sandbox::PagePost post{page + "_324324", "Công đoàn Sơn Hà tiếp đoàn viên vào sáng thứ Bảy đầu tiên hằng tháng tại Văn phòng LĐLĐ tỉnh. "
                         "Anh chị có điều gì cần hỏi, xin để lại bình luận hoặc nhắn tin cho Trang.", now - 20 * hour};
  const char* const questions[] = {"Cho hỏi đoàn viên ở huyện có được tư vấn qua điện thoại không?", "Tháng này tiếp vào ngày nào ạ?"};
  std::size_t next = 0;
  for (const auto& person : world.persons) {
    if (person.facebook_psid.empty() || next == std::size(questions)) continue;
    post.comments.push_back({person.key, questions[next], now - static_cast<std::int64_t>(3 - next) * hour});
    ++next;
  }
  return post;
}

}  // namespace

void seed_bot(storage::Session& session, const sample::Province& province) {
  if (!storage::directory_accounts(session, bot_channel).empty()) return;
  for (const auto& person : bot_people(province))
    storage::add_identity(session, bot_channel, bot_account, bot_user_id(person), person.id, std::nullopt);
}

sandbox::World make_world(storage::Session& session, const sample::Province& province, std::int64_t now) {
  const auto posts = with_post(session, language::day_of(now));
  auto zalo = interactions(session, sample::zalo_channel), facebook = interactions(session, sample::facebook_channel),
       bot = interactions(session, bot_channel);
  sandbox::World world;
  std::set<std::string> taken;
  for (const auto& person : province.people) {
    const bool post = posts.contains(person.id);
    world.persons.push_back({address_key(person, taken), person.name, post ? person.note : "", post ? "" : union_of(person.note), person.zalo_id,
                             person.facebook_id, zalo[person.id], facebook[person.id]});
  }
  for (std::size_t i = 0; i < std::min(with_bot, world.persons.size()); ++i) {
    world.persons[i].bot_user_id = bot_user_id(province.people[i]);
    world.persons[i].bot_interaction = bot[province.people[i].id];
  }
  for (const auto& group : province.groups) world.groups.push_back({group.id, group.name, group.member_zalo_ids, false});
  world.zalo = {"1000000000000000001", secret(), province.oa_id, secret(), "Công đoàn Sơn Hà", secret(), secret(), ""};
  world.facebook = {"2000000000000001", secret(), province.page_id, "Công đoàn Sơn Hà", secret(), secret(), "", true};
  world.zalo_bot = {"324324324:" + secret(), "Bot Công đoàn Sơn Hà", "", secret()};
  world.groups.push_back(bot_group(province));
  world.posts.push_back(page_post(world, province.page_id, now));
  return world;
}

}  // namespace app
