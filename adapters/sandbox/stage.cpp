#include "adapters/sandbox/stage.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>

#include "adapters/sandbox/signing.hpp"

namespace adapters::sandbox {
namespace {

std::int64_t system_now() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

constexpr std::int64_t minute = 60'000, second = 1'000;

}  // namespace

bool RateWindow::take(std::int64_t now) {
  if (limit == 0) return true;
  if (now - began >= span) {
    began = now - now % span;
    used = 0;
  }
  if (used >= limit) return false;
  ++used;
  return true;
}

Stage::Stage(World people, const Options& options)
    : world(std::move(people)),
      clock(options.clock ? options.clock : system_now),
      chats(world, std::max<std::size_t>(options.history, 1)),
      record(options.record),
      zalo_tokens(world.zalo, clock()),
      facebook_proof(hmac_sha256_hex(world.facebook.app_secret, world.facebook.page_token)),
      zalo_rate{options.zalo_per_minute, minute},
      facebook_rate{options.facebook_per_second, second},
      echoes(options.echoes),
      receipts(options.receipts),
      post([](Webhook) {}),
      ring([] {}),
      run_(std::random_device{}()) {}

std::int64_t Stage::moment() { return last_moment_ = std::max(now(), last_moment_ + 1); }

std::string Stage::message_id(Platform on) {
  char text[32];
  const auto run = static_cast<unsigned long long>(run_), number = static_cast<unsigned long long>(++messages_);
  if (on == Platform::zalo) std::snprintf(text, sizeof text, "%08llx%012llx", run, number);   // 20 hex digits
  else std::snprintf(text, sizeof text, "m_%08llx%012llxAA", run, number);
  return text;
}

void Stage::set_member(Chat& group, const Person& who, bool in) {
  for (Group& own : world.groups) {
    if (&own != group.group) continue;
    own.members.erase(std::remove(own.members.begin(), own.members.end(), who.zalo_user_id), own.members.end());
    if (in) own.members.push_back(who.zalo_user_id);
  }
  chats.set_member(group, who, in);
}

Line& Stage::append(Chat& chat, Line line) {
  Line& kept = chats.append(chat, std::move(line));
  if (chat.watchers > 0) ring();
  return kept;
}

}  // namespace adapters::sandbox
