#include "adapters/sandbox/chats.hpp"

#include <algorithm>

namespace adapters::sandbox {

std::string_view name(Platform platform) {
  constexpr std::string_view names[] = {"zalo", "facebook", "zalo_bot"};
  return names[static_cast<int>(platform)];
}

std::optional<Platform> platform(std::string_view text) {
  for (const Platform on : all_platforms) {
    if (name(on) == text) return on;
  }
  return std::nullopt;
}

const std::string& id_on(Platform platform, const Person& person) {
  if (platform == Platform::zalo) return person.zalo_user_id;
  return platform == Platform::facebook ? person.facebook_psid : person.bot_user_id;
}

bool Chat::unread_by(const Person& reader) const {
  const auto found = read.find(&reader);
  return count > (found == read.end() ? 0 : found->second);
}

Line* Chat::find(const std::string& line_id) {
  const auto found = std::find_if(lines.rbegin(), lines.rend(), [&](const Line& line) { return line.id == line_id; });
  return found == lines.rend() ? nullptr : &*found;
}

Chats::Chats(const World& world, std::size_t history) : history_(history) {
  for (const Person& person : world.persons) {
    by_key_[person.key] = &person;
    open(Platform::zalo, person, person.zalo_interaction);
    open(Platform::facebook, person, person.facebook_interaction);
    open(Platform::zalo_bot, person, person.bot_interaction);
  }
  for (const Group& group : world.groups) open_group(group);
  for (const PagePost& post : world.posts) open_post(post);
}

void Chats::open(Platform on, const Person& person, std::int64_t interaction) {
  const std::string& id = id_on(on, person);
  if (id.empty()) return;
  auto chat = std::make_unique<Chat>();
  chat->on = on;
  chat->person = &person;
  chat->id = id;
  chat->last_interaction = interaction;
  direct_[static_cast<int>(on)][id] = std::move(chat);
}

void Chats::open_group(const Group& group) {
  auto chat = std::make_unique<Chat>();
  chat->on = group.with_bot ? Platform::zalo_bot : Platform::zalo;
  chat->group = &group;
  chat->id = group.id;
  for (const std::string& member : group.members) {
    if (const Person* person = person_on(chat->on, member)) group_chats_[person].push_back(chat.get());
  }
  groups_[group.id] = std::move(chat);
}

void Chats::open_post(const PagePost& post) {
  auto chat = std::make_unique<Chat>();
  chat->on = Platform::facebook;
  chat->post = &post;
  chat->id = post.id;
  posts_.push_back(std::move(chat));
}

Chat* Chats::direct(Platform on, const std::string& person_id) {
  auto& chats = direct_[static_cast<int>(on)];
  const auto found = chats.find(person_id);
  return found == chats.end() ? nullptr : found->second.get();
}

Chat* Chats::group(const std::string& group_id) {
  const auto found = groups_.find(group_id);
  return found == groups_.end() ? nullptr : found->second.get();
}

Chat* Chats::post(const std::string& post_id) {
  const auto found = std::find_if(posts_.begin(), posts_.end(), [&](const auto& chat) { return chat->id == post_id; });
  return found == posts_.end() ? nullptr : found->get();
}

Chat* Chats::post_of_comment(const std::string& comment_id) {
  const auto found = comments_.find(comment_id);
  return found == comments_.end() ? nullptr : found->second;
}

const Person* Chats::person(const std::string& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : found->second;
}

const Person* Chats::zalo_person(const std::string& user_id) const { return person_on(Platform::zalo, user_id); }

const Person* Chats::person_on(Platform on, const std::string& id) const {
  const auto& chats = direct_[static_cast<int>(on)];
  const auto found = chats.find(id);
  return found == chats.end() ? nullptr : found->second->person;
}

std::vector<Chat*> Chats::chats_of(Platform on, const Person& person) {
  Chat* own = direct(on, id_on(on, person));
  if (!own) return {};
  std::vector<Chat*> chats{own};
  const auto groups = group_chats_.find(&person);
  if (groups != group_chats_.end()) {
    std::copy_if(groups->second.begin(), groups->second.end(), std::back_inserter(chats),
                 [on](const Chat* chat) { return chat->on == on && !chat->deleted; });
  }
  if (on != Platform::facebook) return chats;
  for (Chat* chat : all_posts()) chats.push_back(chat);
  return chats;
}

std::vector<Chat*> Chats::all_posts() {
  std::vector<Chat*> chats;
  for (const auto& chat : posts_) {
    if (!chat->deleted) chats.push_back(chat.get());
  }
  return chats;
}

void Chats::set_member(Chat& group, const Person& who, bool in) {
  std::vector<Chat*>& chats = group_chats_[&who];
  chats.erase(std::remove(chats.begin(), chats.end(), &group), chats.end());
  if (in) chats.push_back(&group);
}

Line& Chats::append(Chat& chat, Line line) {
  if (chat.lines.size() >= history_ + history_ / 4) {           // in batches, so that one line costs no shifting
    chat.lines.erase(chat.lines.begin(), chat.lines.end() - static_cast<std::ptrdiff_t>(history_) + 1);
  }
  line.number = ++chat.count;
  if (line.from) chat.read[line.from] = line.number;
  if (chat.post) comments_[line.id] = &chat;
  return chat.lines.emplace_back(std::move(line));
}

}  // namespace adapters::sandbox
