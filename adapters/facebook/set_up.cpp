// What a Page shows before and beside the chat: POST /{page}/messenger_profile with everything at once, for the platform takes
// ten such calls in ten minutes. Vietnamese, and the same as default for phones in other languages.
#include <array>

#include "adapters/facebook/parts.hpp"
#include "adapters/profile_texts.hpp"
#include "adapters/split.hpp"

namespace adapters::facebook {
namespace {

constexpr std::size_t greeting_limit = 160;
constexpr std::size_t ice_breaker_limit = 4, question_limit = 80;
constexpr std::size_t menu_limit = 20, menu_title_limit = 30;
constexpr auto locales = std::to_array<std::string_view>({"default", "vi_VN"});

// One entry a locale: {"locale":"vi_VN", …}.
Json in_each_locale(const Json& entry) {
  Json list = Json::array();
  for (const auto locale : locales) {
    Json one = {{"locale", locale}};
    one.update(entry);
    list.push_back(std::move(one));
  }
  return list;
}

Json ice_breakers(const std::vector<Choice>& choices) {
  Json actions = Json::array();
  for (const auto& choice : choices)
    if (actions.size() < ice_breaker_limit) actions.push_back({{"question", clip(choice.title, question_limit)}, {"payload", choice.payload}});
  return in_each_locale({{"call_to_actions", std::move(actions)}});
}

Json menu(const std::vector<Choice>& choices) {
  Json actions = Json::array();
  for (const auto& choice : choices)
    if (actions.size() < menu_limit) actions.push_back({{"type", "postback"}, {"title", clip(choice.title, menu_title_limit)}, {"payload", choice.payload}});
  return in_each_locale({{"composer_input_disabled", false}, {"call_to_actions", std::move(actions)}});
}

Json profile(const ProfileTexts& texts) {
  Json body = Json::object();
  if (!texts.get_started_payload.empty()) body["get_started"] = {{"payload", texts.get_started_payload}};
  if (!texts.greeting.empty()) body["greeting"] = in_each_locale({{"text", clip(texts.greeting, greeting_limit)}});
  if (!texts.ice_breakers.empty()) body["ice_breakers"] = ice_breakers(texts.ice_breakers);
  // The platform takes a menu only beside a get-started button.
  if (!texts.menu.empty() && !texts.get_started_payload.empty()) body["persistent_menu"] = menu(texts.menu);
  return body;
}

}  // namespace

std::vector<http::ClientRequest> set_up(const FacebookSettings& settings, const std::string& page, const ProfileTexts& texts, const Credentials& credentials) {
  std::vector<http::ClientRequest> requests{subscribe(settings, page, credentials)};
  const Json body = profile(texts);
  if (!body.empty()) requests.push_back(post(settings, edge_of(page, "messenger_profile"), body, credentials));
  return requests;
}

}  // namespace adapters::facebook
