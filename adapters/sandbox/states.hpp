// What the platforms remember of our accounts beside the chats: consent, subscriptions, texts of the Page, the bot's updates.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace adapters::sandbox {

// Calls within a fixed span; 0 allows any number.
struct RateWindow {
  std::size_t limit = 0;
  std::int64_t span = 0;                    // ms
  std::int64_t began = 0;
  std::size_t used = 0;
  bool take(std::int64_t now);              // false: above the limit
  std::size_t remain() const { return limit > used ? limit - used : 0; }
  double share() const { return limit == 0 ? 0 : static_cast<double>(used) / static_cast<double>(limit); }
};

// What a test may do to an account of ours, on any platform.
struct AccountState {
  bool revoked = false;                     // consent withdrawn: no token is good any more
  bool expired = false;                     // the access token is past its time
  int error = 0, subcode = 0;               // set: each send is refused with it
  bool plain_only = false;                  // takes no buttons, lists or templates
  double usage = 0;                         // 0 to 1: what the usage headers say at least
  bool hooked = true;                       // webhooks go out; the platform switches them off when they fail too long
};

struct ConsentCode { std::string challenge, redirect; std::int64_t until = 0; };  // until: UTC ms
struct OaState { std::map<std::string, ConsentCode> codes; };

struct PageState {
  std::set<std::string> fields{"messages", "messaging_postbacks", "message_echoes", "message_deliveries", "message_reads",
                               "messaging_referrals", "message_reactions", "message_edits", "feed", "group_feed"};
  nlohmann::json profile = nlohmann::json::object();             // get_started, greeting, ice_breakers, persistent_menu
  std::map<std::string, nlohmann::json> templates;               // by name: approved at once
  RateWindow profile_calls{10, 600'000};
};

struct BotState {
  std::deque<std::string> updates;          // bodies that wait for getUpdates
  std::set<std::string> users;              // who has spoken to the bot
  std::int64_t webhook_updated_at = 0;
  std::string outcome = "webhook.ok";       // of the last call to the webhook's address
};

}  // namespace adapters::sandbox
