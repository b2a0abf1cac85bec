// Who lives in the sandbox: people, groups and the accounts of the three platforms, as plain values from the caller.
#pragma once

#include <cstdint>
#include <deque>
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
  std::string bot_user_id = {};             // "": does not talk to the Zalo Bot; 20 hex digits, not the Zalo user id
  std::int64_t bot_interaction = 0;         // 0: never began, so the bot cannot reach them
  bool oa_admin = false;                    // administers the Zalo OA: a new group needs one of them
};

struct Group {
  std::string id, name;
  std::vector<std::string> members;         // Zalo user ids; of a group with the Zalo Bot: bot user ids
  bool lapsed = false;                      // its package has run out: sending answers -237
  bool with_bot = false;                    // a group the Zalo Bot was brought into; else a GMF group of the OA
  std::string description = {}, asset_id = {};
  std::vector<std::string> admins = {};     // beside the OA
  std::vector<std::string> waiting = {};    // who asked to join
  bool approves = false;                    // joining has to be accepted (join_appr)
  bool deleted = false;
};

// A licence for one GMF group.
struct GroupLicence {
  std::string id, product;                  // product: gmf10, gmf50, gmf100, gmf1000: the most members
  std::string valid_through;                // dd/mm/yyyy
  std::string used_by = {};                 // group id
};

struct ZaloAccount {
  std::string app_id, app_secret;
  std::string oa_id, oa_secret;             // oa_secret signs the webhooks
  std::string oa_name;
  std::string access_token;                 // "": the bot must begin with a refresh
  std::string refresh_token;                // the first one; single use
  std::string webhook_url;                  // where the bot listens; "": nothing is posted
  std::vector<GroupLicence> licences = {};
  std::vector<std::string> redirects = {};  // where consent may lead back to; empty: anywhere
};

struct ZaloBotAccount {
  std::string token;                        // digits:secret
  std::string name;                         // begins with "Bot"
  std::string webhook_url;                  // "": updates wait for getUpdates
  std::string secret_token;                 // goes with each webhook
};

struct FacebookAccount {
  std::string app_id, app_secret;
  std::string page_id, page_name;
  std::string page_token;
  std::string verify_token;                 // for the GET handshake
  std::string webhook_url;
  bool require_proof = true;                // "Require app secret": a call without appsecret_proof is refused
  std::string commenter_prefix = {};        // set: ids of commenters differ from their PSIDs by it
};

// A post on the Page, made by hand, and what people wrote below it before the sandbox began.
struct PostComment { std::string person, text; std::int64_t at = 0; };   // person: key
struct PagePost {
  std::string id, text;                     // id: <page>_<number>
  std::int64_t at = 0;
  std::vector<PostComment> comments = {};
};

struct World {
  std::vector<Person> persons;
  std::deque<Group> groups;                 // Zalo only: no API reaches a Messenger group; grows without moving
  ZaloAccount zalo;
  FacebookAccount facebook;
  ZaloBotAccount zalo_bot = {};
  std::deque<PagePost> posts = {};
};

}  // namespace adapters::sandbox
