// The people of the sample province as the stand-ins of the platforms know them.
#pragma once

#include <string>

#include "adapters/sandbox/world.hpp"
#include "bot/sample/province.hpp"

namespace app {

// Secrets and tokens are made anew each time. Who wrote when is as the database remembers it.
adapters::sandbox::World make_world(storage::Session& session, const sample::Province& province, const std::string& today);

}  // namespace app
