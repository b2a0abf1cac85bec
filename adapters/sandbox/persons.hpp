// What people do on their phones, and what the platform tells the bot about it: write, tap, begin, open a chat.
#pragma once

#include <string>

#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// The person writes into the chat. Returns the platform's message id.
std::string write(Stage& stage, Chat& chat, const Person& who, const std::string& text);
// The person taps the button with this payload; `title` is what it says. On Zalo a tap is the payload sent as a text.
std::string tap(Stage& stage, Chat& chat, const Person& who, const std::string& payload, const std::string& title);
// First contact in a direct chat: "follow" on Zalo, the "get started" button on Messenger.
void begin(Stage& stage, Chat& chat, const std::string& title);
// The person stops following the OA: Zalo only.
void unfollow(Stage& stage, Chat& chat);
// The person joins or leaves the Zalo group.
void join(Stage& stage, Chat& group, const Person& who, bool joins);
// The person sees the chat: read up to its end, receipts go out for what is new to them.
void open(Stage& stage, Chat& chat, const Person& who);

}  // namespace adapters::sandbox
