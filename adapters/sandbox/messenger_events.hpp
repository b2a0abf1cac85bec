// Webhook bodies as Messenger writes them: values in, one Webhook out. Times are UTC ms.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// A person wrote; with a payload it was a tap on a quick reply.
Webhook messenger_person_text(const FacebookAccount& account, const Chat& chat, const Line& line,
                              const std::string& payload);
// A tap on a button of a template, or on "get started".
Webhook messenger_postback(const FacebookAccount& account, const Chat& chat, const Line& line,
                           const std::string& payload);
// The echo of what the Page sent: `metadata` is what the sender gave, "" for none.
Webhook messenger_echo(const FacebookAccount& account, const Chat& chat, const Line& line, const std::string& metadata);
Webhook messenger_delivery(const FacebookAccount& account, const Chat& chat, const std::vector<std::string>& mids,
                           std::int64_t watermark, std::int64_t at);
Webhook messenger_read(const FacebookAccount& account, const Chat& chat, std::int64_t watermark, std::int64_t at);

}  // namespace adapters::sandbox
