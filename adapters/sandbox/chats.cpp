#include "adapters/sandbox/chats.hpp"

#include <algorithm>

namespace adapters::sandbox {

std::string_view name(Platform platform) { return platform == Platform::zalo ? "zalo" : "facebook"; }

std::optional<Platform> platform(std::string_view name) {
  if (name == "zalo") return Platform::zalo;
  if (name == "facebook") return Platform::facebook;
  return std::nullopt;
}

bool Chat::unread_by(const Person& reader) const {
  const auto found = read.find(&reader);
  return count > (found == read.end() ? 0 : found->second);
}

Chats::Chats(const World& world, std::size_t history) : history_(history) {
  for (const Person& person : world.persons) {
    by_key_[person.key] = &person;
    open(Platform::zalo, person, person.zalo_user_id, person.zalo_interaction);
    open(Platform::facebook, person, person.facebook_psid, person.facebook_interaction);
  }
  for (const Group& group : world.groups) {
    auto chat = std::make_unique<Chat>();
    chat->group = &group;
    chat->id = group.id;
    for (const std::string& member : group.members) {
      if (const Person* person = zalo_person(member)) group_chats_[person].push_back(chat.get());
    }
    groups_[group.id] = std::move(chat);
  }
}

void Chats::open(Platform on, const Person& person, const std::string& id, std::int64_t interaction) {
  if (id.empty()) return;
  auto chat = std::make_unique<Chat>();
  chat->on = on;
  chat->person = &person;
  chat->id = id;
  chat->last_interaction = interaction;
  direct_[static_cast<int>(on)][id] = std::move(chat);
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

const Person* Chats::person(const std::string& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : found->second;
}

const Person* Chats::zalo_person(const std::string& user_id) const {
  const auto& chats = direct_[static_cast<int>(Platform::zalo)];
  const auto found = chats.find(user_id);
  return found == chats.end() ? nullptr : found->second->person;
}

std::vector<Chat*> Chats::chats_of(Platform on, const Person& person) {
  Chat* own = direct(on, on == Platform::zalo ? person.zalo_user_id : person.facebook_psid);
  if (!own) return {};
  std::vector<Chat*> chats{own};
  const auto groups = group_chats_.find(&person);
  if (on == Platform::zalo && groups != group_chats_.end()) {
    chats.insert(chats.end(), groups->second.begin(), groups->second.end());
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
  return chat.lines.emplace_back(std::move(line));
}

}  // namespace adapters::sandbox
