// The conversations as the platforms keep them: people, groups, lines, who has read how far. In memory, bounded.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/sandbox/world.hpp"

namespace adapters::sandbox {

enum class Platform { zalo, facebook };
std::string_view name(Platform platform);                       // "zalo", "facebook"
std::optional<Platform> platform(std::string_view name);

enum class ButtonKind { show, hide, link, phone, quick_reply, postback };
struct Button {
  ButtonKind kind = ButtonKind::show;
  std::string title;
  std::string payload;                                          // of a link or phone: the address
};

struct Line {
  std::uint64_t number = 0;                                     // grows by one in its chat, from 1
  std::string id;                                               // the platform's message id
  const Person* from = nullptr;                                 // nullptr: the bot
  std::string text;
  std::vector<Button> buttons;
  std::int64_t at = 0;                                          // UTC ms
};

struct Chat {
  Platform on = Platform::zalo;
  const Group* group = nullptr;                                 // nullptr: direct
  const Person* person = nullptr;                               // of a direct chat
  std::string id;                                               // of the person or the group on its platform
  std::vector<Line> lines;                                      // the latest
  std::uint64_t count = 0;                                      // lines ever written: the number of the last one
  std::int64_t last_interaction = 0;                            // by the person of a direct chat; UTC ms, 0: never
  std::unordered_map<const Person*, std::uint64_t> read;        // number of the last line each person has seen
  int watchers = 0;                                             // open pages that want to hear of news

  bool unread_by(const Person& reader) const;
};

class Chats {
 public:
  // Keeps pointers into `world`, which must outlive it.
  Chats(const World& world, std::size_t history);

  Chat* direct(Platform on, const std::string& person_id);      // nullptr: nobody has this id
  Chat* group(const std::string& group_id);
  const Person* person(const std::string& key) const;
  const Person* zalo_person(const std::string& user_id) const;
  // The direct chat first, then the groups in the order of the world. Empty: not on this platform.
  std::vector<Chat*> chats_of(Platform on, const Person& person);
  // From now on a member of the group, or no longer one.
  void set_member(Chat& group, const Person& who, bool in);
  // Numbers the line and keeps it, dropping the oldest; its sender has read it.
  Line& append(Chat& chat, Line line);

 private:
  void open(Platform on, const Person& person, const std::string& id, std::int64_t interaction);

  std::size_t history_;
  std::unordered_map<std::string, const Person*> by_key_;
  std::unordered_map<std::string, std::unique_ptr<Chat>> direct_[2];
  std::unordered_map<std::string, std::unique_ptr<Chat>> groups_;
  std::unordered_map<const Person*, std::vector<Chat*>> group_chats_;
};

}  // namespace adapters::sandbox
