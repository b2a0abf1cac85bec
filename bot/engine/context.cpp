#include "bot/engine/context.hpp"

namespace engine {

const ChannelSetup* Context::channel(std::string_view name) const {
  for (const auto& setup : channels)
    if (setup.name == name) return &setup;
  return nullptr;
}

void Context::log(std::string_view event, std::string detail) const {
  if (options.log) options.log(event, std::move(detail));
}

void Context::storage_fault(const std::exception& error) {
  if (!storage_away) log("storage_away", error.what());
  storage_away = true;
}

void Context::storage_works() {
  if (storage_away) log("storage_back", "");
  storage_away = false;
}

}  // namespace engine
