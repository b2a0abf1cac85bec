// The Zalo Bot platform: POST or GET /bot<TOKEN>/<method>, answers {"ok":true,"result":…} or {"ok":false,"error_code","description"}.
#pragma once

#include <optional>
#include <string>

#include "adapters/http/message.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// Nothing if the path is not /bot…. getUpdates answers 408 when nothing waits: who can wait asks `bot_wait` first.
std::optional<http::Response> bot_answer(Stage& stage, const http::Request& request);
bool is_bot_send(const http::Request& request);
// How long a getUpdates may wait for its one update, in ms; 0: it need not (something is there, or it is no such call).
std::int64_t bot_wait(Stage& stage, const http::Request& request);
// The address a setWebhook or testWebhook wants tried before it is answered (Stage::bot.outcome); "": none.
std::string bot_webhook_to_try(const Stage& stage, const http::Request& request);
std::string bot_secret_in(const http::Request& request);   // the secret_token of a setWebhook; "" without one
// What trying it gave: "webhook.ok", "webhook.http.403", "webhook.http.5xx", "webhook.err.unreachable".
std::string bot_webhook_outcome(const http::ClientResult& result);
http::Response bot_fault(Fault fault);
// A person spoke: the update goes to the webhook, or waits for getUpdates. Nothing for the 51st person of a free bot.
void bot_hear(Stage& stage, Chat& chat, const Person& from, const Line& line);

}  // namespace adapters::sandbox
