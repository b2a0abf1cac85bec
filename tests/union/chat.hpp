// A sample province and people who write: what the rules answer, without platforms or threads between.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "bot/sample/province.hpp"
#include "bot/union/rules.hpp"
#include "storage/database.hpp"
#include "storage/verify.hpp"

namespace tests {

inline constexpr std::int64_t start = 1'795'395'600'000;  // 2026-11-23T08:00+07:00

class Chat {
 public:
  explicit Chat(std::unique_ptr<storage::Database> database = storage::open_sqlite({":memory:", 1, 256}));

  // What the named person writes, in a direct chat on Zalo (or Messenger where that is the only account), or in the group of this name.
  std::vector<trade_union::Outgoing> says(const std::string& person, const std::string& text, const std::string& group = "");
  std::vector<trade_union::Outgoing> taps(const std::string& person, const std::string& payload);
  // The last text of what came back; "" if nothing did.
  std::string answer(const std::string& person, const std::string& text, const std::string& group = "");
  void receipt(const trade_union::Incoming& incoming);

  // Plans until nothing waits; gives all messages of the campaign.
  std::vector<trade_union::Outgoing> plan();
  void settle(const std::vector<trade_union::Outgoing>& messages, trade_union::Settled how = trade_union::Settled::sent, const std::string& reason = "");
  // The plan goes out to the whole province, and everything arrives.
  std::vector<trade_union::Outgoing> broadcast_324();

  template <class F> auto read(F job) { return database->write(job); }
  std::vector<std::string> differences() { return database->write([](storage::Session& s) { return storage::verify(s); }); }
  const sample::Person& person(const std::string& name) const;
  const sample::Group& group(const std::string& name) const;

  std::unique_ptr<storage::Database> database;
  templates::Catalog catalog;
  trade_union::Rules rules;
  sample::Province province;
  std::int64_t now = start;
  std::int64_t at_offset = 0;  // when the person wrote, against now

 private:
  std::vector<trade_union::Outgoing> feed(trade_union::Incoming incoming);
};

}  // namespace tests
