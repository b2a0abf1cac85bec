#include "tests/union/chat.hpp"

#include <algorithm>

#include "bot/union/reports.hpp"

namespace tests {

namespace {
trade_union::Settings settings() {
  return {"Ban Tuyên giáo LĐLĐ tỉnh Sơn Hà", "0213 000 000", {{"zalo", {"Zalo", false, true, {}}}, {"facebook", {"Messenger", false, true, {}}}}, "https://congdoan.example"};
}
}  // namespace

Chat::Chat(std::unique_ptr<storage::Database> db) : database(std::move(db)), rules(catalog, settings()) {
  province = database->write([](storage::Session& s) { return sample::seed(s, start); });
  database->write([&](storage::Session& s) { REQUIRE(trade_union::add_directive(s, sample::plan_324(province.root_unit), "test", start).id); });
}

const sample::Person& Chat::person(const std::string& name) const {
  const auto found = std::find_if(province.people.begin(), province.people.end(), [&](const auto& p) { return p.name == name; });
  REQUIRE(found != province.people.end());
  return *found;
}

const sample::Group& Chat::group(const std::string& name) const {
  const auto found = std::find_if(province.groups.begin(), province.groups.end(), [&](const auto& g) { return g.name == name; });
  REQUIRE(found != province.groups.end());
  return *found;
}

std::vector<trade_union::Outgoing> Chat::feed(trade_union::Incoming in) {
  in.at = now + at_offset;
  auto turn = database->write([&](storage::Session& s) { return rules.handle(s, in, now); });
  now += 1'000;
  return turn.out;
}

std::vector<trade_union::Outgoing> Chat::says(const std::string& name, const std::string& text, const std::string& in_group) {
  const auto& who = person(name);
  trade_union::Incoming in;
  in.kind = trade_union::Incoming::Kind::message;
  in.text = text;
  in.sender_id = who.zalo_id.empty() ? who.facebook_id : who.zalo_id;
  in.from = {who.zalo_id.empty() ? "facebook" : "zalo", who.zalo_id.empty() ? province.page_id : province.oa_id, false, in.sender_id};
  if (!in_group.empty()) in.from = {"zalo", province.oa_id, true, group(in_group).id};
  return feed(std::move(in));
}

std::vector<trade_union::Outgoing> Chat::taps(const std::string& name, const std::string& payload) {
  trade_union::Incoming in;
  in.kind = trade_union::Incoming::Kind::button;
  in.payload = payload;
  in.sender_id = person(name).facebook_id;
  in.from = {"facebook", province.page_id, false, in.sender_id};
  return feed(std::move(in));
}

std::string Chat::answer(const std::string& name, const std::string& text, const std::string& in_group) {
  const auto out = says(name, text, in_group);
  return out.empty() ? "" : out.back().text;
}

void Chat::receipt(const trade_union::Incoming& in) { database->write([&](storage::Session& s) { rules.handle(s, in, now); }); }

std::vector<trade_union::Outgoing> Chat::plan() {
  std::vector<trade_union::Outgoing> all;
  for (bool waiting = true; waiting;) {
    auto turn = database->write([&](storage::Session& s) { return rules.plan_slice(s, now); });
    waiting = turn.work_waiting;
    std::move(turn.out.begin(), turn.out.end(), std::back_inserter(all));
  }
  return all;
}

void Chat::settle(const std::vector<trade_union::Outgoing>& messages, trade_union::Settled how, const std::string& reason) {
  for (const auto& message : messages)
    if (message.delivery_id) database->write([&](storage::Session& s) { rules.delivery_settled(s, *message.delivery_id, how, reason, now); });
}

std::vector<trade_union::Outgoing> Chat::broadcast_324() {
  says("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh");
  says("Vũ Thu Hương", "đồng ý");
  auto messages = plan();
  settle(messages);
  return messages;
}

}  // namespace tests
