// The configuration of a server: a TOML file. Every key is listed in docs/configuration.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "adapters/http/client.hpp"
#include "adapters/http/server.hpp"
#include "bot/server/verifier.hpp"

namespace language {
class Grammar;
}

namespace app {

struct StorageConfig {
  std::string data;                                  // folder: control socket, key, and the SQLite file unless it lies elsewhere
  std::string sqlite;                                // file
  std::string postgresql;                            // URL; set: PostgreSQL instead of SQLite
  int connections = 4, readers = 2;
};

struct AccountConfig { std::string id, access_token, refresh_token; };

struct ChannelConfig {
  std::string name, kind;                            // kind: "zalo_oa", "zalo_bot", "facebook"
  std::string app_id;
  std::vector<std::string> verify_tokens;            // the one in force first; zalo_bot: the secret each event brings
  std::vector<std::string> app_secrets;              // the one in force first
  std::vector<std::string> oa_secrets;               // Zalo's OA Secret Key: the one in force, and the next while it changes
  std::string base_url, auth_url, api_version;       // "": the platform's own
  std::string webhook_url;                           // <public_url>/webhook/<name>; "": public_url is not set
  std::string chat_link;                             // zalo_bot: a link that opens a chat with the bot
  // What the documents of the platforms leave in doubt.
  bool appsecret_proof = false;                      // zalo_oa: with each call
  bool buttons = true, lists = true;                 // zalo_oa: in direct chats
  bool group_quotes = false;                         // zalo_oa: a reply in a group names the message it answers
  std::string gif_field = "file";                    // zalo_oa: field of the upload form
  std::string contact_image;                         // zalo_oa: address of the picture of the form that asks for name and phone
  bool utility_templates = false;                    // facebook: approved templates outside the window
  bool group_feed = false;                           // facebook: comments under the Page's posts in groups
  double sends_per_second = 20;                      // of each account
  int connections = 16;
  std::vector<AccountConfig> accounts;
};

// 0 switches a part off.
struct WatchConfig {
  std::chrono::milliseconds quiet{30 * 60'000};      // the bot says nothing so long after a human answered in the platform's own tool
  std::chrono::milliseconds silence{180 * 60'000};   // nothing came in for so long in daytime: an alarm
  std::chrono::milliseconds probe{5 * 60'000};       // how often the platforms are asked about tokens and webhooks
  std::chrono::milliseconds read_back{15'000};       // so long after a send without an answer the platform's record is read
  std::int64_t held_first = 3;                       // messages that waited for a person go out one by one, the rest as one digest
};

struct Config {
  std::string file;                                  // where it was read; "" for the demo's
  adapters::http::ServerOptions http;
  std::string public_url;                            // as people and platforms reach the server, without a slash at the end
  std::vector<std::string> metrics_addresses{"127.0.0.1", "::1"};
  adapters::http::ClientOptions client;
  StorageConfig storage;
  std::string key;                                   // 64 hex digits; "": the file <data>/nhipcau.key, made at the first start
  std::optional<std::int64_t> clock_start;           // UTC ms: the clock of the server starts here and runs (tests, demo)
  std::string responsible, contact;                  // said in the first answer to everybody
  std::vector<server::VerifierFile> verifiers;       // files by which a platform sees that the domain is ours
  WatchConfig watch;
  std::shared_ptr<const language::Grammar> grammar;  // with the deployment's own words; null: the program's
  std::vector<ChannelConfig> channels;
};

struct LoadedConfig {
  Config config;
  std::vector<std::string> problems;                 // "file:line: sentence"; empty: the configuration can be used
  std::set<std::string> keys;                        // every key the reader asked for: what the documentation must name
};

using Environment = std::function<std::optional<std::string>(const std::string& name)>;
std::optional<std::string> process_environment(const std::string& name);

// Reads and checks a file; relative paths in it start at its folder. Throws std::runtime_error (one sentence) if the file cannot be
// read at all.
LoadedConfig load_config(const std::string& file, const Environment& environment = process_environment);

// The same over a text.
LoadedConfig read_config(const std::string& text, const std::string& file, const Environment& environment = process_environment);

}  // namespace app
