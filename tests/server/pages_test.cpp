// The pages around the platforms: the landing page of a relay code, its QR code, the kits of a directive, the channels and the alarms.
#include "bot/server/channels_view.hpp"
#include "bot/server/console.hpp"
#include "bot/server/landing.hpp"
#include "bot/server/qr.hpp"
#include "bot/union/relay.hpp"
#include "storage/alarms.hpp"
#include "storage/credentials.hpp"
#include "storage/outbox.hpp"
#include "storage/relay.hpp"
#include "storage/watch.hpp"
#include "tests/server/world.hpp"

namespace {

using adapters::http::ClientRequest;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// A platform with a window of two days and a link to its chats.
class Windowed : public adapters::Channel {
 public:
  std::string_view kind() const override { return "windowed"; }
  std::optional<adapters::http::Response> handshake(const adapters::http::Request&) const override { return std::nullopt; }
  bool verify(const adapters::http::Request&) const override { return false; }
  std::vector<adapters::Event> parse(std::string_view) const override { return {}; }
  adapters::Capabilities capabilities(adapters::ConversationKind) const override {
    adapters::Capabilities can;
    can.window_ms = 48 * 3'600'000LL;
    return can;
  }
  ClientRequest compose(const adapters::Outgoing&, const adapters::Credentials&) const override { return {}; }
  adapters::Outcome classify(const adapters::Outgoing&, const adapters::http::ClientResult&, std::int64_t) const override { return adapters::Unsure{}; }
  std::optional<ClientRequest> refresh_request(const adapters::Credentials&) const override { return std::nullopt; }
  std::optional<adapters::Credentials> read_refresh(const adapters::http::ClientResult&, std::int64_t) const override { return std::nullopt; }
};

struct Pages : world::World {
  storage::Vault vault{storage::Vault::new_key()};
  adapters::http::Client client{io, {}};
  engine::Engine engine{io,     *database, engine::RulesPort{{}, {}, {}, {}, [](storage::Session&, std::int64_t) { return std::vector<std::string>{}; }},
                        client, vault,     {{"zalo", std::make_shared<Windowed>(), {{"oa1", {}}}}, {"facebook", std::make_shared<Windowed>(), {{"page1", {}}}}},
                        options()};
  trade_union::Settings people{"Ban Tuyên giáo <tỉnh>", "0213 000 000",
                               {{"zalo", {"Zalo", false, true, [](const std::string& id, const std::string&) { return "https://zalo.me/" + id; }}},
                                {"facebook", {"Messenger", false, true, [](const std::string& id, const std::string& ref) { return "https://m.me/" + id + "?ref=" + ref; }}}},
                               "https://tro-ly.example"};
  std::string code = database->write([this](storage::Session& s) { return trade_union::relay_code_of(s, may, world::now); });
  server::Landing landing{engine, *database, catalog, people, [] { return world::now; }};
  server::Console console{*database, catalog, {[] { return world::now; }, engine, people, province, false}};
  server::Console of_che_console{*database, catalog, {[] { return world::now; }, engine, people, che, false}};
  server::Router pages{landing.routes()}, office{console.routes()}, che_office{of_che_console.routes()};

  static engine::Options options() {
    engine::Options made;
    made.clock = [] { return world::now; };
    made.owner = "test";
    made.log = [](std::string_view, const std::string&) {};
    return made;
  }
  adapters::http::Response look(const std::string& path) { return world::call(*this, pages, world::request("GET", path)); }
  adapters::http::Response office_page(const std::string& path) {
    auto request = world::request("GET", path);
    request.headers.emplace_back("Accept", "text/html");
    return world::call(*this, office, std::move(request));
  }
  // A member without any account, on the roster.
  void skip_one() {
    database->write([this](storage::Session& s) {
      const auto person = storage::add_person(s, "Lý Thị Không", "ly thi khong", "k", world::now);
      s.run("INSERT INTO campaign_person (campaign_id, person_id, unit_id, state, reason) VALUES (1, ?1, ?2, 'skipped', 'no_channel')", {person, team});
      s.run("UPDATE campaign_unit SET roster = roster + 1, skipped = skipped + 1 WHERE unit_id = ?1", {team});
    });
  }
  std::int64_t first_person() {
    return database->read([](storage::Session& s) { return s.number("SELECT MIN(id) FROM person"); });
  }
};

}  // namespace

TEST_CASE("the landing page names the unit, says what the bot is and opens the chats") {
  Pages at;
  for (const auto& written : {at.code, trade_union::shown_code(at.code)}) {
    const auto page = at.look("/r/" + written);
    CAPTURE(page.body);
    CHECK(page.status == 200);
    CHECK(has(page.body, "CĐCS Công ty TNHH May Sơn Hà"));
    CHECK(has(page.body, "https://m.me/page1?ref=" + at.code));
    CHECK(has(page.body, "https://zalo.me/oa1"));
    CHECK(has(page.body, "mã " + trade_union::shown_code(at.code)));
    CHECK(has(page.body, "Vào Zalo rồi nhắn mã"));           // Zalo brings no code along
    CHECK_FALSE(has(page.body, "Vào Messenger rồi nhắn"));
    CHECK(has(page.body, "Đây là máy"));
    CHECK(has(page.body, "Ban Tuyên giáo &lt;tỉnh&gt;"));
    CHECK_FALSE(has(page.body, "<script"));
    CHECK_FALSE(has(page.body, "style="));
  }
}

TEST_CASE("a code that is unknown, revoked or none leads to a page that says so") {
  Pages at;
  for (const auto* path : {"/r/ABCDEFGH", "/r/x", "/r/%00", "/r/ABCD-EFGH-JKLM"}) {
    const auto page = at.look(path);
    CHECK(page.status == 404);
    CHECK(has(page.body, "không đúng hoặc đã hết hiệu lực"));
    CHECK_FALSE(has(page.body, "May Sơn Hà"));
  }
  CHECK(at.look("/r/ABCDEFGH/qr.svg").status == 404);
  at.database->write([&](storage::Session& s) { storage::relay::revoke_code(s, at.may, world::now); });
  CHECK(at.look("/r/" + at.code).status == 404);
}

TEST_CASE("the QR code is a picture of the short link") {
  Pages at;
  const auto picture = at.look("/r/" + at.code + "/qr.svg");
  CHECK(picture.status == 200);
  CHECK(picture.content_type == "image/svg+xml");
  CHECK(picture.body == server::qr_svg(at.catalog, "https://tro-ly.example/r/" + at.code));
  CHECK(server::qr_svg(at.catalog, "a") != server::qr_svg(at.catalog, "b"));
  // Version 1 is 21 modules, 4 of white on each side; its three corners begin with a bar of seven.
  const auto small = server::qr_svg(at.catalog, "a");
  CHECK(has(small, "viewBox=\"0 0 29 29\""));
  for (const auto* corner : {"M4 4h7v1", "M18 4h7v1", "M4 18h7v1"}) CHECK(has(small, corner));
  CHECK_THROWS_AS(server::qr_svg(at.catalog, std::string(4'000, 'x')), std::invalid_argument);
}

TEST_CASE("the relay page lists who posts by hand, and gives one kit to copy") {
  Pages at;
  CHECK(has(at.office_page("/directives/1/relay").body, "Mọi đoàn viên đều có kênh"));
  at.skip_one();
  auto list = at.office_page("/directives/1/relay");
  CHECK(has(list.body, "CĐCS Công ty TNHH May Sơn Hà"));
  CHECK_FALSE(has(list.body, "CĐCS Công ty CP Chè Pu Lan"));  // everybody there has a channel
  CHECK(has(list.body, "Chưa đăng"));
  const auto kit = at.office_page("/directives/1/relay?unit=" + std::to_string(at.may));
  CAPTURE(kit.body);
  CHECK(has(kit.body, "https://tro-ly.example/r/" + at.code));
  CHECK(has(kit.body, "/r/" + at.code + "/qr.svg"));
  CHECK(has(kit.body, "Kế hoạch 324/KH-LĐLĐ"));
  CHECK(has(kit.body, "&lt;Nghị quyết 10&gt;"));
  const auto person = at.first_person();
  at.database->write([&](storage::Session& s) { storage::relay::post(s, {0, 1, at.may, world::now, person, std::nullopt}, {at.may, at.team}); });
  list = at.office_page("/directives/1/relay");
  CHECK(has(list.body, "✓ Đã đăng 8h00 ngày 23/11/2026, Giàng Thị Mỷ"));
  CHECK(has(at.office_page("/directives/1").body, "Đã đăng lại bằng tay cho 1 người"));
}

TEST_CASE("a kit without a code says how to get one, and what is outside the scope is not shown") {
  Pages at;
  CHECK(has(at.office_page("/directives/1/relay?unit=" + std::to_string(at.che)).body, "Đơn vị chưa có mã"));
  for (const auto* path : {"/directives/1/relay?unit=9999", "/directives/1/relay?unit=x", "/directives/99/relay", "/directives/x/relay"}) CHECK(at.office_page(path).status == 404);
  CHECK(world::call(at, at.che_office, world::request("GET", "/directives/1/relay?unit=" + std::to_string(at.may))).status == 404);
}

TEST_CASE("the channels page shows what is wrong, what waits and what to do") {
  Pages at;
  auto page = at.office_page("/channels").body;
  CHECK(has(page, "Bình thường"));
  CHECK(has(page, "Chưa có tin nào đến"));
  CHECK_FALSE(has(page, "Cần xử lý"));
  const auto person = at.first_person();
  at.database->write([&](storage::Session& s) {
    storage::alarms::raise(s, {"zalo", "oa1", "stopped", "-204 <disabled>", world::now - 3'600'000});
    storage::credentials::seed(s, {"zalo", "oa1"}, "sealed", world::now + 3'600'000, world::now - 3 * 86'400'000LL);
    storage::credentials::stop(s, {"zalo", "oa1"}, "-204");
    storage::set_channel_seen(s, "zalo", world::now - 12 * 60'000);
    storage::add_identity(s, "zalo", "oa1", "u1", person, world::now - 3'600'000);
    storage::add_identity(s, "zalo", "oa1", "u2", person + 1, world::now - 72 * 3'600'000LL);
    s.run("INSERT INTO outbox(channel, account, conversation, kind, recipient, priority, state, due_at, message, held_until, created_at) "
          "VALUES ('zalo', 'oa1', 'c', 'direct', 'u2', 1, 'held', 0, '{}', 'person_writes', 0)");
  });
  page = at.office_page("/channels").body;
  CAPTURE(page);
  CHECK(has(page, "Cần xử lý"));
  CHECK(has(page, "từ 7h00 ngày 23/11/2026"));
  CHECK(has(page, "-204 &lt;disabled&gt;"));
  CHECK(has(page, "nhipcau resume"));
  CHECK(has(page, "Đã dừng: -204"));
  CHECK(has(page, "12 phút trước"));
  CHECK(has(page, "trong 2 ngày sau khi"));
  CHECK(has(page, "<b>1</b>/2 người"));
  CHECK(has(page, "<b>1</b> tin chờ người nhận nhắn trước"));
  CHECK(has(page, "gia hạn 3 ngày trước"));
  CHECK_FALSE(has(page, "sealed"));
  const auto start = at.office_page("/").body;
  CHECK(has(start, "Zalo (oa1): Nền tảng không cho máy gửi"));
  CHECK(has(start, "href=\"/channels\""));
}

TEST_CASE("channels and alarms are for who looks after the whole") {
  Pages at;
  at.database->write([&](storage::Session& s) { storage::alarms::raise(s, {"zalo", "", "silent", "", world::now}); });
  CHECK(world::call(at, at.che_office, world::request("GET", "/channels")).status == 404);
  const auto start = world::call(at, at.che_office, world::request("GET", "/")).body;
  CHECK_FALSE(has(start, "Không nhận được tin nào"));
  CHECK_FALSE(has(start, "href=\"/channels\""));
}

TEST_CASE("ages are said as people say them") {
  CHECK(server::say_age(59'000) == "vừa xong");
  CHECK(server::say_age(60'000) == "1 phút trước");
  CHECK(server::say_age(2 * 3'600'000) == "2 giờ trước");
  CHECK(server::say_age(48 * 3'600'000LL) == "2 ngày trước");
}
