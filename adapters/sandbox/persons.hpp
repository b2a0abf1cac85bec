// What people do on their phones, and what the platform tells the bot about it: write, tap, send a picture, comment, open a chat.
#pragma once

#include <string>

#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// The person writes into the chat, or below the post. answers: id of the line it answers. Returns the platform's message id.
std::string write(Stage& stage, Chat& chat, const Person& who, const std::string& text, const std::string& answers = {});
// The person sends a picture, sticker, file or voice message; text: its caption.
std::string show(Stage& stage, Chat& chat, const Person& who, Medium medium, const std::string& text);
// The person taps the button with this payload; `title` is what it says. On Zalo a tap is the payload sent as a text.
std::string tap(Stage& stage, Chat& chat, const Person& who, const std::string& payload, const std::string& title);
// First contact in a direct chat: "follow" on Zalo, the "get started" button on Messenger, a first line to a Zalo Bot.
// ref: code of the link the person came by, Messenger only.
void begin(Stage& stage, Chat& chat, const std::string& title, const std::string& ref = {});
// The person follows a link with a code: begins the chat with it, or is referred to the one that was there.
void follow_link(Stage& stage, Chat& chat, const std::string& ref, const std::string& title);
// The person stops following the OA (Zalo), or blocks us (elsewhere).
void unfollow(Stage& stage, Chat& chat);
// Zalo: opens the chat from our profile without writing; demands that their data be deleted.
void click_chat(Stage& stage, Chat& chat);
void withdraw(Stage& stage, Chat& chat);
// The person joins or leaves the Zalo group; where joining has to be accepted, asks to join.
void join(Stage& stage, Chat& group, const Person& who, bool joins);
// The person sees the chat: read up to its end, receipts go out for what is new to them.
void open(Stage& stage, Chat& chat, const Person& who);
// The person puts a sign on a line, or takes it back (""). False: no such line.
bool react(Stage& stage, Chat& chat, const Person& who, const std::string& line_id, const std::string& sign);
// Fills in the platform's form for name and phone: Zalo only.
void submit_contact(Stage& stage, Chat& chat, const std::string& name, const std::string& phone);
// Messenger: changes or unsends an own line; comments: changes or deletes one. False: no such line of theirs.
bool change(Stage& stage, Chat& chat, const Person& who, const std::string& line_id, const std::string& text);
bool erase(Stage& stage, Chat& chat, const Person& who, const std::string& line_id);
// A human of ours writes in the platform's own tool.
std::string staff_write(Stage& stage, Chat& chat, const std::string& admin, const std::string& text);

}  // namespace adapters::sandbox
