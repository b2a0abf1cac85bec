// The Messenger platform of Facebook Pages: direct chats, the Page's posts and comments under them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/channel.hpp"

namespace adapters {

struct FacebookSettings {
  std::string app_id;                                        // tells our own echoes from other apps' and staff; "": all are ours
  std::vector<std::string> app_secrets;                      // two while one is replaced; the first signs appsecret_proof
  std::string verify_token;                                  // of the GET handshake; "": every handshake is refused
  std::string graph_url = "https://graph.facebook.com";
  std::string version = "v26.0";
  std::vector<std::string> accounts;                         // Page ids we serve; empty: all
  // What the platform's documents leave in doubt, or what an app must be admitted to first.
  bool utility_templates = false;                            // Message::utility goes out as the approved template, outside the window
  bool group_feed = false;                                   // subscribe to comments under the Page's posts in Facebook groups
};

std::unique_ptr<Channel> make_facebook(FacebookSettings settings);

}  // namespace adapters
