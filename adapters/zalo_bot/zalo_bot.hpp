// The Zalo Bot platform: direct chats, and groups in which the bot is mentioned. One bot is one channel: no event names the bot it is for.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/channel.hpp"

namespace adapters {

struct ZaloBotSettings {
  std::vector<std::string> secret_tokens;                    // what the platform sends with each event; the one in force first, two while one is replaced
  std::string base_url = "https://bot-api.zaloplatforms.com";
  std::string webhook_url;                                   // where our events should go; "": nobody checks
  std::string link;                                          // opens a chat with the bot; "": not known
};

// Credentials::access_token is the bot's token. The platform wants it in the address of each request: no address of a request may be
// logged, and no reason of an outcome ever holds one.
std::unique_ptr<Channel> make_zalo_bot(ZaloBotSettings settings);

}  // namespace adapters
