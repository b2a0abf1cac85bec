// The conversations as the platforms keep them: people, groups, lines, who has read how far. In memory, bounded.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/sandbox/world.hpp"

namespace adapters::sandbox {

enum class Platform { zalo, facebook, zalo_bot };
inline constexpr Platform all_platforms[] = {Platform::zalo, Platform::facebook, Platform::zalo_bot};
inline constexpr std::size_t platform_count = 3;
std::string_view name(Platform platform);                       // "zalo", "facebook", "zalo_bot"
std::optional<Platform> platform(std::string_view name);
const std::string& id_on(Platform platform, const Person& person);   // "": not there

enum class ButtonKind { show, hide, link, phone, sms, quick_reply, postback };
struct Button {
  ButtonKind kind = ButtonKind::show;
  std::string title;
  std::string payload;                                          // of a link or phone: the address
};

// A picture or file that stands with a line. url: where the page finds it.
struct Medium {
  std::string kind;                                             // image, gif, sticker, file, voice, video, location
  std::string url, name;
  std::size_t size = 0;
};
// A row of a list or a card.
struct Element {
  std::string title, subtitle, image;
  std::string url, payload;                                     // what a tap opens or says
  std::vector<Button> buttons;
};

struct Line {
  std::uint64_t number = 0;                                     // grows by one in its chat, from 1
  std::string id;                                               // the platform's message id; of a comment its comment id
  const Person* from = nullptr;                                 // nullptr: the bot
  std::string text;
  std::vector<Button> buttons{};
  std::int64_t at = 0;                                          // UTC ms
  std::vector<Medium> media{};
  std::vector<Element> elements{};
  bool asks_contact = false;                                    // the platform's form for name and phone
  std::string answers{};                                        // id of the line it answers; of a comment its parent
  std::map<const Person*, std::string> reactions{};             // nullptr: the bot's
  bool staff = false;                                           // a human wrote it in the platform's own tool
  bool erased = false, hidden = false;
  bool replied_privately = false;                               // of a comment: has got its one private reply
};

struct Chat {
  Platform on = Platform::zalo;
  const Group* group = nullptr;                                 // nullptr: direct, or comments
  const PagePost* post = nullptr;                               // of the comments below a post
  const Person* person = nullptr;                               // of a direct chat
  std::string id;                                               // of the person, the group or the post on its platform
  std::vector<Line> lines{};                                    // the latest
  std::uint64_t count = 0;                                      // lines ever written: the number of the last one
  std::int64_t last_interaction = 0;                            // by the person of a direct chat; UTC ms, 0: never
  bool blocked = false;                                         // the person wants nothing from us any more
  bool deleted = false;                                         // of a group or post
  std::unordered_map<const Person*, std::uint64_t> read{};      // number of the last line each person has seen
  int watchers = 0;                                             // open pages that want to hear of news

  bool direct() const { return person != nullptr; }
  bool unread_by(const Person& reader) const;
  Line* find(const std::string& line_id);                       // nullptr: not among the latest
};

class Chats {
 public:
  // Keeps pointers into `world`, which must outlive it.
  Chats(const World& world, std::size_t history);

  Chat* direct(Platform on, const std::string& person_id);      // nullptr: nobody has this id
  Chat* group(const std::string& group_id);
  Chat* post(const std::string& post_id);
  Chat* post_of_comment(const std::string& comment_id);         // the post below which it stands
  const Person* person(const std::string& key) const;
  const Person* zalo_person(const std::string& user_id) const;
  const Person* person_on(Platform on, const std::string& id) const;
  // The direct chat first, then the groups in the order of the world, then posts. Empty: not on this platform.
  std::vector<Chat*> chats_of(Platform on, const Person& person);
  std::vector<Chat*> all_posts();                               // as chats of comments, oldest first
  // From now on a member of the group, or no longer one.
  void set_member(Chat& group, const Person& who, bool in);
  void open_group(const Group& group);                          // a new one
  void open_post(const PagePost& post);
  // Numbers the line and keeps it, dropping the oldest; its sender has read it.
  Line& append(Chat& chat, Line line);

 private:
  void open(Platform on, const Person& person, std::int64_t interaction);

  std::size_t history_;
  std::unordered_map<std::string, const Person*> by_key_;
  std::unordered_map<std::string, std::unique_ptr<Chat>> direct_[platform_count];
  std::unordered_map<std::string, std::unique_ptr<Chat>> groups_;
  std::vector<std::unique_ptr<Chat>> posts_;
  std::unordered_map<std::string, Chat*> comments_;             // by comment id
  std::unordered_map<const Person*, std::vector<Chat*>> group_chats_;
};

}  // namespace adapters::sandbox
