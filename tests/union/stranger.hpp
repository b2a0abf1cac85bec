// Accounts nobody knows yet, and what the tests of getting in ask about them.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "bot/language/text.hpp"
#include "bot/union/relay.hpp"
#include "storage/memberships.hpp"
#include "storage/people.hpp"
#include "storage/roles.hpp"
#include "tests/union/chat.hpp"

namespace tests {

inline bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

inline std::int64_t unit(Chat& chat, const std::string& code) {
  return chat.read([&](storage::Session& s) { return s.number("SELECT id FROM unit WHERE external_code = ?1", {code}); });
}

inline std::int64_t number(Chat& chat, const char* sql) {
  return chat.read([&](storage::Session& s) { return s.number(sql); });
}

// A new account that writes, taps, or comes by a link (ref); on Zalo, unless it says otherwise. in_group: name of a group of the sample.
struct Stranger {
  Chat& chat;
  std::string id = "55501", channel = "zalo", in_group{};
  std::vector<trade_union::Outgoing> does(trade_union::Incoming::Kind kind, const std::string& text, const std::string& ref = "", const std::map<std::string, std::string>& profile = {}) {
    trade_union::Incoming in;
    in.kind = kind;
    in.text = text;
    in.ref = ref;
    in.profile = profile;
    in.sender_id = id;
    in.from = {channel, channel == "zalo" ? chat.province.oa_id : chat.province.page_id, false, id};
    if (!in_group.empty()) in.from = {"zalo", chat.province.oa_id, true, chat.group(in_group).id};
    in.at = chat.now;
    auto out = chat.database->write([&](storage::Session& s) { return chat.rules.handle(s, in, chat.now); }).out;
    chat.now += 1'000;
    return out;
  }
  std::vector<trade_union::Outgoing> says(const std::string& text) { return does(trade_union::Incoming::Kind::message, text); }
  // What this account was answered; "" if nothing.
  std::string answer(const std::string& text) { return mine(says(text)); }
  std::string mine(const std::vector<trade_union::Outgoing>& out) const {
    const auto found = std::find_if(out.rbegin(), out.rend(), [&](const trade_union::Outgoing& o) { return o.to.id == id; });
    return found == out.rend() ? "" : found->text;
  }
};

// What went to this account in private.
inline const trade_union::Outgoing* told(const std::vector<trade_union::Outgoing>& out, const std::string& id) {
  const auto found = std::find_if(out.begin(), out.end(), [&](const trade_union::Outgoing& o) { return !o.to.group && o.to.id == id; });
  return found == out.end() ? nullptr : &*found;
}

// A member of the roll without an account.
inline std::int64_t add_member(Chat& chat, const std::string& name, const std::string& unit_code, const std::string& phone = "") {
  const auto where = unit(chat, unit_code);
  return chat.database->write([&](storage::Session& s) {
    const auto person = storage::add_person(s, name, language::fold(name), language::person_sort_key(name), chat.now);
    storage::add_membership(s, person, where, "2026-01-01");
    if (!phone.empty()) s.run("UPDATE person SET phone = ?2 WHERE id = ?1", {person, phone});
    return person;
  });
}

// Does any text of any table hold this?
inline bool kept_anywhere(Chat& chat, const std::string& part) {
  return chat.database->write([&](storage::Session& s) {
    struct Column { std::string table, name; };
    const auto columns = s.number("SELECT 1") == 1 && chat.database->engine() == "sqlite"
        ? s.all("SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'", {}, [](const storage::Row& r) { return Column{r.string(0), r.string(1)}; })
        : s.all("SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = 'public'", {}, [](const storage::Row& r) { return Column{r.string(0), r.string(1)}; });
    REQUIRE(columns.size() > 100);
    for (const auto& column : columns)
      if (s.number("SELECT COUNT(*) FROM " + column.table + " WHERE CAST(" + column.name + " AS TEXT) LIKE ?1", {"%" + part + "%"}) > 0) return true;
    return false;
  });
}

inline std::string code_of(Chat& chat, std::int64_t of) {
  return chat.read([&](storage::Session& s) { return trade_union::relay_code_of(s, of, chat.now); });
}

// Members of the whole of May Sơn Hà without an account: the first of them, and how many.
struct Unreached { std::int64_t person = 0; std::string name; };
inline Unreached someone_without_account(Chat& chat) {
  return chat.read([&](storage::Session& s) {
    return s.one("SELECT p.id, p.name FROM campaign_person c JOIN person p ON p.id = c.person_id WHERE c.state = 'skipped' AND c.reason IN ('no_channel', 'relayed') AND NOT EXISTS "
                 "(SELECT 1 FROM person q WHERE q.id <> p.id AND q.folded_name = p.folded_name) ORDER BY p.id",
                 {}, [](const storage::Row& r) { return Unreached{r.integer(0), r.string(1)}; }).value();
  });
}

}  // namespace tests
