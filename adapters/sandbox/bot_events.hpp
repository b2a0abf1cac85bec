// Webhook bodies as the Zalo Bot platform writes them live: flat {"event_name","message"}. Times are UTC ms.
#pragma once

#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// A person wrote or sent something, in a private chat or a group: a file comes as message.unsupported.received.
Webhook bot_person_message(const Chat& chat, const Person& from, const Line& line);
// What testWebhook and setWebhook post; its date is in seconds.
std::string bot_test_body(std::int64_t now);
// Does the platform show the bot this line of a group? Only if it names the bot or answers one of its lines.
bool bot_hears(const ZaloBotAccount& account, Chat& chat, const Line& line);

}  // namespace adapters::sandbox
