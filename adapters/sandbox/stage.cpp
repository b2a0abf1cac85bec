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

constexpr std::int64_t second = 1'000, minute = 60 * second, day = 24 * 60 * minute, month = 30 * day;

const char* kind_of(const Chat& chat) { return chat.post ? "comments" : chat.group ? "group" : "direct"; }

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
      facebook_budget{options.facebook_budget, day},
      bot_messages{options.bot_messages, month},
      bot_users(options.bot_users),
      bot_groups(options.bot_groups),
      echoes(options.echoes),
      receipts(options.receipts),
      post([](Webhook) {}),
      ring([] {}),
      run_(std::random_device{}()) {
  for (const PagePost& own : world.posts) {
    for (const PostComment& comment : own.comments) add_comment(*chats.post(own.id), comment);
  }
}

// Nobody is told: it was there before.
void Stage::add_comment(Chat& below, const PostComment& comment) {
  Line line;
  line.from = chats.person(comment.person);
  if (!line.from || line.from->facebook_psid.empty()) return;
  line.id = below.id.substr(below.id.find('_') + 1) + "_" + object_id();
  line.text = comment.text;
  line.at = comment.at;
  chats.append(below, std::move(line));
}

std::int64_t Stage::moment() { return last_moment_ = std::max(now(), last_moment_ + 1); }

std::string Stage::message_id(Platform on) {
  char text[32];
  const auto run = static_cast<unsigned long long>(run_), number = static_cast<unsigned long long>(++messages_);
  if (on != Platform::facebook) std::snprintf(text, sizeof text, "%08llx%012llx", run, number);   // 20 hex digits
  else std::snprintf(text, sizeof text, "m_%08llx%012llxAA", run, number);
  return text;
}

std::string Stage::object_id() {
  char text[32];
  std::snprintf(text, sizeof text, "%07llu%08llu", static_cast<unsigned long long>(run_ % 9'000'000 + 1'000'000),
                static_cast<unsigned long long>(++messages_));
  return text;
}

Group* Stage::group_of(const Chat& chat) {
  const auto found = std::find_if(world.groups.begin(), world.groups.end(), [&](const Group& own) { return &own == chat.group; });
  return found == world.groups.end() ? nullptr : &*found;
}

void Stage::set_member(Chat& group, const Person& who, bool in) {
  const std::string& id = id_on(group.on, who);
  if (Group* own = group_of(group)) {
    for (auto* list : {&own->members, &own->waiting, &own->admins}) {
      if (!in || list != &own->admins) list->erase(std::remove(list->begin(), list->end(), id), list->end());
    }
    if (in) own->members.push_back(id);
  }
  chats.set_member(group, who, in);
}

Line& Stage::append(Chat& chat, Line line) {
  Line& kept = chats.append(chat, std::move(line));
  if (chat.watchers > 0) ring();
  return kept;
}

Line& Stage::speak(Chat& chat, Line line, const std::string& request_id, const std::string& what) {
  if (line.id.empty()) line.id = message_id(chat.on);
  line.at = moment();
  Line& kept = append(chat, std::move(line));
  record.add({0, chat.on, kind_of(chat), chat.id, kept.text, kept.buttons, kept.at, kept.id, request_id, what, kept.answers});
  return kept;
}

}  // namespace adapters::sandbox
