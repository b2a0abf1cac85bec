// See demo_world.hpp.
#include "bot/demo_world.hpp"

#include <map>
#include <set>

#include "bot/language/text.hpp"
#include "storage/directory.hpp"
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

}  // namespace

sandbox::World make_world(storage::Session& session, const sample::Province& province, const std::string& today) {
  const auto posts = with_post(session, today);
  auto zalo = interactions(session, sample::zalo_channel), facebook = interactions(session, sample::facebook_channel);
  sandbox::World world;
  std::set<std::string> taken;
  for (const auto& person : province.people) {
    const bool post = posts.contains(person.id);
    world.persons.push_back({address_key(person, taken), person.name, post ? person.note : "", post ? "" : union_of(person.note), person.zalo_id,
                             person.facebook_id, zalo[person.id], facebook[person.id]});
  }
  for (const auto& group : province.groups) world.groups.push_back({group.id, group.name, group.member_zalo_ids, false});
  world.zalo = {"1000000000000000001", secret(), province.oa_id, secret(), "Công đoàn Sơn Hà", secret(), secret(), ""};
  world.facebook = {"2000000000000001", secret(), province.page_id, "Công đoàn Sơn Hà", secret(), secret(), "", true};
  return world;
}

}  // namespace app
