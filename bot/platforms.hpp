// The platforms this program speaks: the one list of them.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "adapters/channel.hpp"
#include "bot/config.hpp"

namespace app {

struct Platform {
  std::string_view kind;                             // as in the configuration and in `nhipcau parse --channel`
  std::string_view label;                            // as people call it
  std::vector<std::string_view> needs;               // keys its [[channel]] cannot go without
  std::function<std::shared_ptr<const adapters::Channel>(const ChannelConfig&)> make;
};

const std::vector<Platform>& platforms();
const Platform* find_platform(std::string_view kind);  // null: unknown

}  // namespace app
