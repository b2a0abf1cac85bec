// Who lives in the sandbox: people, groups and the accounts of the two platforms, as plain values from the caller.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace adapters::sandbox {

struct Person {
  std::string key;                          // short and stable, for addresses and tests: "lo-van-pan"
  std::string name;
  std::string note;                         // "chủ tịch · May Sơn Hà": who has one stands first on the start page
  std::string unit;                         // heading under which the others are listed
  std::string zalo_user_id;                 // "": not on Zalo
  std::string facebook_psid;                // "": not on Messenger
  std::int64_t zalo_interaction = 0;        // last time they wrote, UTC ms; 0: never, so the bot may not write first
  std::int64_t facebook_interaction = 0;
};

struct Group {
  std::string id, name;
  std::vector<std::string> members;         // Zalo user ids
  bool lapsed = false;                      // its package has run out: sending answers -237
};

struct ZaloAccount {
  std::string app_id, app_secret;
  std::string oa_id, oa_secret;             // oa_secret signs the webhooks
  std::string oa_name;
  std::string access_token;                 // "": the bot must begin with a refresh
  std::string refresh_token;                // the first one; single use
  std::string webhook_url;                  // where the bot listens; "": nothing is posted
};

struct FacebookAccount {
  std::string app_id, app_secret;
  std::string page_id, page_name;
  std::string page_token;
  std::string verify_token;                 // for the GET handshake
  std::string webhook_url;
  bool require_proof = true;                // "Require app secret": a call without appsecret_proof is refused
};

struct World {
  std::vector<Person> persons;
  std::vector<Group> groups;                // Zalo only: no API reaches a Messenger group
  ZaloAccount zalo;
  FacebookAccount facebook;
};

}  // namespace adapters::sandbox
