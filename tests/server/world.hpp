// A small union in a database of its own: the province, two basic unions, one tổ; a directive that was sent, a poll, a
// meeting, feedback; tokens. And a way to call one route as a function.
#pragma once

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <catch2/catch.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "bot/language/text.hpp"
#include "bot/server/router.hpp"
#include "bot/union/reports.hpp"
#include "storage/api_tokens.hpp"
#include "storage/feedback.hpp"
#include "storage/meetings.hpp"
#include "storage/memberships.hpp"
#include "storage/people.hpp"
#include "storage/polls.hpp"
#include "storage/units.hpp"
#include "storage/vault.hpp"
#include "templates/catalog.hpp"

namespace world {

inline constexpr std::int64_t now = 1'795'395'600'000;  // 2026-11-23T08:00+07:00
inline const std::string today = "2026-11-23";

struct World {
  boost::asio::io_context io;  // outlives the database, whose threads resume what waits on it
  std::unique_ptr<storage::Database> database = storage::open_sqlite({":memory:"});
  templates::Catalog catalog;
  std::int64_t province = 0, may = 0, team = 0, che = 0;      // units
  std::int64_t directive = 0, poll = 0, meeting = 0;
  std::string reader, writer, of_che, revoked;                // tokens: province, province, CĐCS Chè, none

  World() { database->write([this](storage::Session& session) { fill(session); }); }

 private:
  std::int64_t add_unit(storage::Session& session, const char* kind, const std::string& name, std::int64_t parent) {
    return storage::add_unit(session, {name, kind, name, name, language::fold(name), language::sort_key(name),
                                       "2020-01-01", std::nullopt, parent});
  }
  std::int64_t add_person(storage::Session& session, const std::string& name, std::int64_t unit) {
    const auto id = storage::add_person(session, name, language::fold(name), language::person_sort_key(name), now);
    storage::add_membership(session, id, unit, "2020-01-01");
    return id;
  }
  void fill(storage::Session& session) {
    province = add_unit(session, "tinh", "LĐLĐ tỉnh Sơn Hà", 0);
    may = add_unit(session, "cdcs", "CĐCS Công ty TNHH May Sơn Hà", province);
    team = add_unit(session, "to", "Tổ 3", may);
    che = add_unit(session, "cdcs", "CĐCS Công ty CP Chè Pu Lan", province);
    const auto my = add_person(session, "Giàng Thị Mỷ", team), tua = add_person(session, "Giàng A Tủa", team);
    add_person(session, "Lò Văn Pản", may);
    add_person(session, "Lường Văn Ón", che);

    directive = *trade_union::add_directive(session,
                                            {"324/KH-LĐLĐ", "2022-03-28", "Thực hiện <Nghị quyết 10>", "Toàn văn",
                                             "Đọc", "Khẩn", "2026-12-31", province},
                                            "test", now)
                     .id;
    const auto campaign = session.number(
        "INSERT INTO campaign (directive_id, scope_unit_id, state, created_at, frozen_at) "
        "VALUES (?1, ?2, 'running', ?3, ?3) RETURNING id",
        {directive, province, now});
    using Line = std::array<std::int64_t, 4>;
    for (const auto& [unit, roster, sent, acknowledged] :
         {Line{may, 1, 1, 1}, Line{team, 2, 2, 0}, Line{che, 1, 0, 0}}) {
      session.run(
          "INSERT INTO campaign_unit (campaign_id, unit_id, roster, off_roll, queued, sent, delivered, seen, "
          "acknowledged) "
          "VALUES (?1, ?2, ?3, 4, ?4, ?5, ?5, ?5, ?6)",
          {campaign, unit, roster, roster - sent, sent, acknowledged});
    }

    poll = storage::open_poll(
               session, {may, "Đi tham quan ở đâu?", {"Sa Pa", "=Mộc Châu"}, false, my, now, now + 86'400'000, today},
               {may, team})
               .id;
    storage::vote(session, poll, my, {2}, now, now);
    meeting =
        storage::open_meeting(session, {may, "Họp tổ 3", "Hội trường", now + 3'600'000, my, now, today}, {may, team})
            .id;
    storage::set_status(session, meeting, my, "present", "", now);
    storage::set_status(session, meeting, tua, "present", "", now);
    for (const auto& text : {"Bữa ăn ca nguội", "Quạt hỏng", "=cmd"}) {
      storage::Feedback feedback;
      feedback.person = my, feedback.unit = team, feedback.kind = "phan_anh", feedback.category = "bua_an_ca";
      feedback.text = text, feedback.state = "new", feedback.created_at = now;
      storage::add_feedback(session, feedback);
    }
    reader = storage::create_api_token(session, "reader", province, false, now);
    writer = storage::create_api_token(session, "writer", province, true, now);
    of_che = storage::create_api_token(session, "chè", che, true, now);
    revoked = storage::create_api_token(session, "revoked", province, true, now);
    storage::revoke_api_token(session, storage::find_api_token(session, storage::sha256_hex(revoked))->id, now);
  }
};

inline adapters::http::Request request(std::string method, std::string path, const std::string& token = "",
                                       std::string body = "") {
  adapters::http::Request request;
  request.method = std::move(method);
  if (const auto mark = path.find('?'); mark != std::string::npos) {
    const auto pair = path.substr(mark + 1), name = pair.substr(0, pair.find('='));
    request.query[name] = pair.substr(std::min(pair.size(), name.size() + 1));
    path.resize(mark);
  }
  request.path = std::move(path);
  if (!token.empty()) request.headers.emplace_back("Authorization", "Bearer " + token);
  request.body = std::move(body);
  return request;
}

// What the route for this request answers.
inline adapters::http::Response call(World& world, const server::Router& router, adapters::http::Request request) {
  const auto match = router.find(request.method, request.path);
  const auto* found = std::get_if<server::Found>(&match);
  REQUIRE(found != nullptr);
  auto answer = boost::asio::co_spawn(world.io, found->route->handle(std::move(request), found->parameter),
                                      boost::asio::use_future);
  world.io.restart();
  world.io.run();
  return answer.get();
}

inline nlohmann::json body_of(const adapters::http::Response& response) { return nlohmann::json::parse(response.body); }

}  // namespace world
