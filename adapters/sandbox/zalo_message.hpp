// What a Zalo message says: the "message" object of a send, as a line of the chat.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

struct ZaloMessage {
  Line line;
  std::string what = "text";                // as in the record
};
// Throws ZaloRefused: wrong fields, too long, an attachment nobody knows (-201) or that has expired (-100), in groups
// anything but text, picture, sticker and file (-233).
ZaloMessage zalo_message(const Stage& stage, const nlohmann::json& message, bool group);

}  // namespace adapters::sandbox
