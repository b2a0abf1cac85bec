// What the stand-ins share: the world, its clock, the chats, the record, the faults, and where webhooks and news go.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "adapters/sandbox/chats.hpp"
#include "adapters/sandbox/faults.hpp"
#include "adapters/sandbox/record.hpp"
#include "adapters/sandbox/sandbox.hpp"
#include "adapters/sandbox/world.hpp"
#include "adapters/sandbox/zalo_tokens.hpp"

namespace adapters::sandbox {

// A body on its way to the bot.
struct Webhook {
  Platform on = Platform::zalo;
  std::string conversation;                 // webhooks of one conversation are posted in order
  std::string body;
  std::string timestamp;                    // the one in the body: Zalo signs it
};

// Calls within a fixed span; 0 allows any number.
struct RateWindow {
  std::size_t limit = 0;
  std::int64_t span = 0;                    // ms
  std::int64_t began = 0;
  std::size_t used = 0;
  bool take(std::int64_t now);              // false: above the limit
  std::size_t remain() const { return limit > used ? limit - used : 0; }
};

struct Stage {
  Stage(World people, const Options& options);
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  // UTC ms; never the same twice, so that what follows has a later time also under a test's clock that stands still.
  std::int64_t moment();
  std::int64_t now() const { return clock() + clock_offset; }
  std::string message_id(Platform on);      // new in this run and in all others
  // The person joins or leaves the group.
  void set_member(Chat& group, const Person& who, bool in);
  // Keeps the line and wakes the pages that watch the chat.
  Line& append(Chat& chat, Line line);

  World world;
  Clock clock;
  std::int64_t clock_offset = 0;            // ms; tests move it
  Chats chats;
  Record record;
  Faults faults;
  ZaloTokens zalo_tokens;
  std::string facebook_proof;               // the appsecret_proof that belongs to the Page token
  RateWindow zalo_rate, facebook_rate;
  bool echoes, receipts;
  std::function<void(Webhook)> post;        // towards the bot
  std::function<void()> ring;               // somebody who watches has news

 private:
  std::int64_t last_moment_ = 0;
  std::uint64_t run_ = 0, messages_ = 0;
};

}  // namespace adapters::sandbox
