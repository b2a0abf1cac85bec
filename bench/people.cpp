// Seeds and speaks for the members.
#include "people.hpp"

#include <chrono>
#include <cstdio>

#include "adapters/signature.hpp"
#include "bot/language/text.hpp"
#include "bot/sample/names.hpp"
#include "bot/sample/province.hpp"
#include "load.hpp"
#include "storage/memberships.hpp"
#include "storage/people.hpp"
#include "storage/polls.hpp"
#include "storage/units.hpp"

namespace bench {

namespace {

constexpr const char* since = "2025-07-01";

void add_member(storage::Session& session, std::size_t n, std::int64_t unit, std::int64_t at) {
  const auto name = sample::made_up_name(static_cast<unsigned>(n));
  const auto person = storage::add_person(session, name, language::fold(name), language::person_sort_key(name), at);
  storage::add_membership(session, person, unit, since);
  storage::add_identity(session, sample::facebook_channel, page, psid(n), person, at);
}

}  // namespace

std::int64_t now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string psid(std::size_t n) { return std::to_string(8'000'000'000'000'000 + n); }

void seed_members(storage::Database& database, std::size_t count) {
  database.write([count](storage::Session& session) {
    const auto at = now();
    const auto today = language::day_of(at);
    const auto province = sample::seed(session, at);
    const auto units = storage::subtree(session, province.root_unit, today);
    for (std::size_t n = 0; n < count; ++n) add_member(session, n, units[n % units.size()].id, at);
    session.run("UPDATE identity SET introduced_at = ?1", {at});
    std::vector<std::int64_t> ids;
    for (const auto& unit : units) ids.push_back(unit.id);
    const auto chair = province.people.front().id;
    const std::vector<std::string> options{"Sa Pa", "Mộc Châu", "Cô Tô"};
    storage::open_poll(session, {province.root_unit, "Đi tham quan ở đâu?", options, false, chair, at, {}, today}, ids);
  });
}

std::string vote_body(std::size_t member, int option, std::uint64_t number) {
  constexpr const char* form =
      R"({"object":"page","entry":[{"time":%lld,"id":"%s","messaging":[{"sender":{"id":"%s"},)"
      R"("recipient":{"id":"%s"},"timestamp":%lld,"message":{)"
      R"("mid":"m_9q5dWbHj2Yk3X0aTzR8uLw4cVnP1sEoG6iFhQmKxJtBvD7yAeSrUfN%012llu",)"
      R"("text":"d\u1ea1 bc1 em ch\u1ecdn %d \u1ea1"}}]}]})";
  char body[640];
  const long long at = now();
  const unsigned long long mark = number;
  const int length = std::snprintf(body, sizeof body, form, at, page, psid(member).c_str(), page, at, mark, option);
  return {body, static_cast<std::size_t>(length)};
}

std::string signed_post(const std::string& body) {
  return post_request("/webhook/" + std::string(sample::facebook_channel), body,
                      "X-Hub-Signature-256: " + adapters::sign_facebook(body, app_secret) + "\r\n");
}

std::vector<std::string> vote_requests(std::size_t count, std::size_t members, std::uint64_t first) {
  constexpr std::uint64_t options = 3;
  std::vector<std::string> requests;
  requests.reserve(count);
  for (std::uint64_t n = first; n < first + count; ++n)
    requests.push_back(signed_post(vote_body(n % members, static_cast<int>(n / members % options) + 1, n)));
  return requests;
}

}  // namespace bench
