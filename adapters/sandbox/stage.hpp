// What the stand-ins share: the world, its clock, the chats, the record, the faults, and where webhooks and news go.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "adapters/sandbox/chats.hpp"
#include "adapters/sandbox/faults.hpp"
#include "adapters/sandbox/media.hpp"
#include "adapters/sandbox/record.hpp"
#include "adapters/sandbox/sandbox.hpp"
#include "adapters/sandbox/states.hpp"
#include "adapters/sandbox/world.hpp"
#include "adapters/sandbox/zalo_tokens.hpp"

namespace adapters::sandbox {

// A body on its way to the bot.
struct Webhook {
  Platform on = Platform::zalo;
  std::string conversation;                 // webhooks of one conversation are posted in order
  std::string body;
  std::string timestamp;                    // the one in the body: Zalo signs it
  std::string field{};                      // Facebook's subscription it belongs to; "": always sent
};

struct Stage {
  Stage(World people, const Options& options);
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  // UTC ms; never the same twice, so that what follows has a later time also under a test's clock that stands still.
  std::int64_t moment();
  std::int64_t now() const { return clock() + clock_offset; }
  std::string message_id(Platform on);      // new in this run and in all others
  std::string object_id();                  // 15 digits: of posts, comments, uploads
  // The person joins or leaves the group.
  void set_member(Chat& group, const Person& who, bool in);
  Group* group_of(const Chat& chat);        // the group as it may be changed
  // Keeps the line and wakes the pages that watch the chat.
  Line& append(Chat& chat, Line line);
  // The bot's line: gets its time (and an id unless it has one), is kept, and recorded as received.
  Line& speak(Chat& chat, Line line, const std::string& request_id, const std::string& what);
  AccountState& account(Platform on) { return accounts[static_cast<int>(on)]; }

  World world;
  Clock clock;
  std::int64_t clock_offset = 0;            // ms; tests move it
  Chats chats;
  Record record;
  Faults faults;
  Media media;
  AccountState accounts[platform_count];
  ZaloTokens zalo_tokens;
  OaState oa;
  PageState page;
  BotState bot;
  std::string facebook_proof;               // the appsecret_proof that belongs to the Page token
  RateWindow zalo_rate, facebook_rate, facebook_budget, bot_messages;
  std::size_t bot_users, bot_groups;        // most of them; 0: no limit
  bool echoes, receipts;
  std::function<void(Webhook)> post;        // towards the bot
  std::function<void()> ring;               // somebody who watches has news

 private:
  void add_comment(Chat& post, const PostComment& comment);

  std::int64_t last_moment_ = 0;
  std::uint64_t run_ = 0, messages_ = 0;
};

}  // namespace adapters::sandbox
