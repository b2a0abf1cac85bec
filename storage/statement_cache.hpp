// Prepared statements of one connection, kept by their text. A literal is found by its address, without hashing it.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace storage {

// Statement: what the engine keeps for one text. Pointers to statements stay valid as long as the cache. One thread.
template <class Statement>
class StatementCache {
 public:
  // The statement of this text, made by prepare(text) when it comes up the first time.
  template <class Prepare>
  Statement& get(std::string_view text, Prepare prepare) {
    Slot& slot = slots_[index_of(text)];
    // The same address may hold another text later: comparing the octets makes it certain.
    if (slot.text.size() == text.size() && slot.text == text) return *slot.statement;
    Entry& entry = entry_of(text, prepare);
    slot = {entry.text, entry.statement.get()};
    return *entry.statement;
  }
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry { std::string text; std::unique_ptr<Statement> statement; };
  struct Slot { std::string_view text; Statement* statement = nullptr; };
  static constexpr std::size_t slot_count = 1024;

  static std::size_t index_of(std::string_view text) {
    const auto mixed = (reinterpret_cast<std::uintptr_t>(text.data()) ^ (text.size() << 20)) * 0x9E3779B97F4A7C15ull;
    return static_cast<std::size_t>(mixed >> 54);
  }

  template <class Prepare>
  Entry& entry_of(std::string_view text, Prepare& prepare) {
    if (const auto found = entries_.find(text); found != entries_.end()) return *found->second;
    auto entry = std::make_unique<Entry>(Entry{std::string(text), prepare(text)});
    Entry& kept = *entry;
    entries_.emplace(std::string_view(kept.text), std::move(entry));
    return kept;
  }

  std::array<Slot, slot_count> slots_;
  std::unordered_map<std::string_view, std::unique_ptr<Entry>> entries_;
};

}  // namespace storage
