// The texts of our presence on a platform; they come from templates/.
#pragma once

#include <string>
#include <vector>

#include "adapters/outgoing.hpp"

namespace adapters {

struct ProfileTexts {
  std::string greeting;                                      // before the first message; Messenger: at most 160 code points
  std::string get_started_payload;
  std::vector<Choice> ice_breakers, menu;                    // at most 4 and 20 on Messenger
  std::string webhook_url;                                   // where this account's events go, for platforms that are told by a call
};

}  // namespace adapters
