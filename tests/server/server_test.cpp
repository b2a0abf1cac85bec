// The whole server on a real port: bad input, health, metrics, the console's door; and the description names every
// address.
#include "bot/server/server.hpp"

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <cctype>
#include <set>
#include <stdexcept>
#include <thread>

#include "templates/files/embedded.hpp"
#include "tests/server/world.hpp"

using nlohmann::json;

namespace {

using adapters::http::ClientRequest;
using adapters::http::ClientResponse;
using adapters::http::Headers;

// A platform whose signature is the header X-Sign: right, and whose bodies are message ids.
class PlainChannel : public adapters::Channel {
 public:
  std::string_view kind() const override { return "plain"; }
  std::optional<adapters::http::Response> handshake(const adapters::http::Request& request) const override {
    const auto challenge = request.query.find("challenge");
    if (challenge == request.query.end()) return std::nullopt;
    return adapters::http::Response{200, "text/plain", challenge->second, {}};
  }
  bool verify(const adapters::http::Request& request) const override {
    return adapters::http::find_header(request.headers, "X-Sign") == "right";
  }
  std::vector<adapters::Event> parse(std::string_view body) const override {
    if (body == "nonsense") throw adapters::BadBody("not JSON");
    if (body == "bug") throw std::runtime_error("secret words of a member");
    adapters::Event event;
    event.type = adapters::EventType::message;
    event.id = body;
    event.conversation = adapters::ConversationId{adapters::ConversationKind::direct, "u1"};
    event.sender_id = "u1";
    event.text = "thống kê";
    return {event};
  }
  adapters::Capabilities capabilities(adapters::ConversationKind) const override { return {}; }
  ClientRequest compose(const adapters::Outgoing&, const adapters::Credentials&) const override { return {}; }
  adapters::Outcome classify(const adapters::Outgoing&, const adapters::http::ClientResult&,
                             std::int64_t) const override {
    return adapters::Unsure{};
  }
  std::optional<ClientRequest> refresh_request(const adapters::Credentials&) const override { return std::nullopt; }
  std::optional<adapters::Credentials> read_refresh(const adapters::http::ClientResult&, std::int64_t) const override {
    return std::nullopt;
  }
};

// The database, which can be taken away.
class Moody : public storage::Database {
 public:
  explicit Moody(storage::Database& database) : database_(database) {}
  std::atomic<bool> away{false};
  void submit_write(std::string_view key, Job job, Done done) override {
    if (away) return done(std::make_exception_ptr(storage::Unavailable("disk full")));
    database_.submit_write(key, std::move(job), std::move(done));
  }
  void submit_read(Job job, Done done) override {
    if (away) return done(std::make_exception_ptr(storage::Unavailable("disk full")));
    database_.submit_read(std::move(job), std::move(done));
  }
  std::string_view engine() const override { return "sqlite"; }
  storage::CommitStats commits() const override { return database_.commits(); }
  void backup(const std::string& file) override { database_.backup(file); }

 private:
  storage::Database& database_;
};

struct Running : world::World {
  Moody moody{*database};
  storage::Vault vault{storage::Vault::new_key()};
  adapters::http::Client client{io, {}};
  engine::Engine engine{
      io,
      moody,
      engine::RulesPort{{}, {}, {}, {}, [](storage::Session&, std::int64_t) { return std::vector<std::string>{}; }},
      client,
      vault,
      {{"plain", std::make_shared<PlainChannel>(), {{"acc", {}}}}},
      engine_options()};
  std::vector<std::string> logged;
  std::unique_ptr<server::Server> server;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{io.get_executor()};
  std::thread thread;

  explicit Running(server::ServerSettings settings = {}) {
    settings.clock = [] { return world::now; };
    settings.log = [this](std::string_view event, const std::string& detail) {
      logged.push_back(std::string(event) + " " + detail);
    };
    server = std::make_unique<server::Server>(io, engine, moody, catalog, std::move(settings));
    thread = std::thread([this] { io.run(); });
  }
  ~Running() {
    boost::asio::co_spawn(io, server->stop(std::chrono::seconds(2)), boost::asio::use_future).get();
    boost::asio::co_spawn(io, engine.stop(std::chrono::seconds(2)), boost::asio::use_future).get();
    work.reset();
    io.stop();
    thread.join();
  }
  static engine::Options engine_options() {
    engine::Options options;
    options.clock = [] { return world::now; };
    options.owner = "test";
    options.log = [](std::string_view, const std::string&) {};
    return options;
  }
  ClientResponse ask(const std::string& method, const std::string& path, Headers headers = {}, std::string body = "") {
    ClientRequest request{method, "http://127.0.0.1:" + std::to_string(server->port()) + path, std::move(headers),
                          std::move(body)};
    const auto result = boost::asio::co_spawn(io, client.exchange(std::move(request)), boost::asio::use_future).get();
    REQUIRE(std::holds_alternative<ClientResponse>(result));
    return std::get<ClientResponse>(result);
  }
  std::int64_t inbox() {
    return database->read([](storage::Session& session) { return session.number("SELECT COUNT(*) FROM inbox"); });
  }
};

std::string header(const ClientResponse& response, std::string_view name) {
  return std::string(adapters::http::find_header(response.headers, name));
}

const Headers from_browser{{"Accept", "text/html,application/xhtml+xml"}};

}  // namespace

TEST_CASE("bad input is answered with its status and one JSON line") {
  Running at;
  struct Row { const char *method, *path; Headers headers; std::string body; int status; };
  for (const auto& row :
       {Row{"GET", "/nothing", {}, "", 404}, Row{"GET", "/api/v1/nothing", {}, "", 404},
        Row{"GET", "/api/v2/directives", {}, "", 404}, Row{"DELETE", "/api/v1/directives", {}, "", 405},
        Row{"PUT", "/webhook/plain", {}, "", 405}, Row{"POST", "/healthz", {}, "", 405}, Row{"POST", "/", {}, "", 405},
        Row{"POST", "/webhook/unknown", {{"X-Sign", "right"}}, "m1", 404}, Row{"GET", "/webhook/plain", {}, "", 400},
        Row{"POST", "/webhook/plain", {}, "m1", 403}, Row{"POST", "/webhook/plain", {{"X-Sign", "wrong"}}, "m1", 403},
        Row{"POST", "/webhook/plain", {{"X-Sign", "right"}}, std::string(2'000'000, 'x'), 413},
        Row{"GET", "/api/v1/directives", {}, "", 401}, Row{"GET", "/assets/nothing.css", {}, "", 404}}) {
    const auto answer = at.ask(row.method, row.path, row.headers, row.body);
    CAPTURE(row.method, row.path, answer.body);
    CHECK(answer.status == row.status);
    CHECK(json::parse(answer.body).at("error").is_string());
    CHECK(answer.body.find('\n') >= answer.body.size() - 1);
  }
  CHECK(header(at.ask("DELETE", "/api/v1/directives"), "Allow") == "GET, POST");
  CHECK(at.inbox() == 0);
}

TEST_CASE("a webhook is durable before it is answered, once however often it comes") {
  Running at;
  for (int i = 0; i < 3; ++i) CHECK(at.ask("POST", "/webhook/plain", {{"X-Sign", "right"}}, "m1").status == 200);
  CHECK(at.inbox() == 1);
  CHECK(at.ask("GET", "/webhook/plain?challenge=42").body == "42");
}

TEST_CASE("signed but not understood: 200, counted, nothing stored") {
  Running at;
  CHECK(at.ask("POST", "/webhook/plain", {{"X-Sign", "right"}}, "nonsense").status == 200);
  at.ask("POST", "/webhook/plain", {{"X-Sign", "wrong"}}, "m1");
  at.ask("POST", "/webhook/plain", {{"X-Sign", "right"}}, "m1");
  CHECK(at.inbox() == 1);
  const auto text = at.ask("GET", "/metrics").body;
  CHECK_THAT(text, Catch::Contains("nhipcau_events_total{channel=\"plain\",result=\"not_understood\"} 1"));
  CHECK_THAT(text, Catch::Contains("nhipcau_bad_signatures_total{channel=\"plain\"} 1"));
  CHECK_THAT(text, Catch::Contains("nhipcau_inbox_events{state=\"waiting\"} 1"));
}

TEST_CASE("the database away: 503, said once, and service resumes by itself") {
  Running at;
  at.moody.away = true;
  for (int i = 0; i < 3; ++i) {
    const auto answer = at.ask("POST", "/webhook/plain", {{"X-Sign", "right"}}, "m1");
    CHECK(answer.status == 503);
    CHECK_FALSE(header(answer, "Retry-After").empty());
  }
  CHECK(at.ask("GET", "/readyz").status == 503);
  CHECK(at.ask("GET", "/healthz").status == 200);
  CHECK(at.ask("GET", "/api/v1/polls", {{"Authorization", "Bearer " + at.reader}}).status == 503);
  at.moody.away = false;
  CHECK(at.ask("GET", "/readyz").status == 200);
  CHECK(at.ask("POST", "/webhook/plain", {{"X-Sign", "right"}}, "m1").status == 200);
  CHECK(at.inbox() == 1);
  CHECK(at.logged == std::vector<std::string>{"database_away disk full"});
}

TEST_CASE("a bug is a 500 that tells nobody what was inside") {
  Running at;
  const auto answer = at.ask("POST", "/webhook/plain", {{"X-Sign", "right"}}, "bug");
  CHECK(answer.status == 500);
  CHECK_THAT(answer.body, !Catch::Contains("secret"));
}

TEST_CASE("metrics are for configured addresses only") {
  server::ServerSettings settings;
  settings.metrics_addresses = {"10.0.0.0/8"};
  Running at(std::move(settings));
  CHECK(at.ask("GET", "/metrics").status == 403);
}

TEST_CASE("security headers, and what may be cached") {
  Running at;
  const auto page = at.ask("GET", "/login", from_browser);
  CHECK(page.status == 200);
  CHECK_THAT(header(page, "Content-Security-Policy"),
             Catch::Contains("default-src 'none'") && Catch::Contains("frame-ancestors 'none'"));
  CHECK(header(page, "X-Frame-Options") == "DENY");
  CHECK(header(page, "X-Content-Type-Options") == "nosniff");
  CHECK(header(page, "Cache-Control") == "no-store");
  CHECK(header(at.ask("GET", "/api/v1/polls", {{"Authorization", "Bearer " + at.reader}}), "Cache-Control") ==
        "no-store");
  const auto style = at.ask("GET", "/assets/console.css");
  CHECK_THAT(header(style, "Cache-Control"), Catch::Contains("immutable"));
  CHECK_THAT(header(style, "Content-Type"), Catch::StartsWith("text/css"));
  CHECK(at.ask("GET", "/assets/bootstrap.min.css").body.size() > 100'000);
  for (const char* name : {"style=\"", "onclick=", "<script"}) CHECK_THAT(page.body, !Catch::Contains(name));
}

TEST_CASE("the console opens for a token, shows its part, and closes") {
  Running at;
  CHECK(header(at.ask("GET", "/", from_browser), "Location") == "/login");
  CHECK(at.ask("POST", "/login", from_browser, "token=guess").status == 403);
  CHECK(at.ask("POST", "/login", {{"Sec-Fetch-Site", "cross-site"}}, "token=" + at.reader).status == 403);

  const auto let_in = at.ask("POST", "/login", from_browser, "token=" + at.reader);
  CHECK(let_in.status == 303);
  const auto set = header(let_in, "Set-Cookie");
  CHECK_THAT(set, !Catch::Contains(at.reader));
  const Headers signed_in{{"Cookie", set.substr(0, set.find(';'))}, {"Accept", "text/html"}};
  const auto page = at.ask("GET", "/", signed_in);
  CHECK(page.status == 200);
  CHECK_THAT(page.body, Catch::Contains("324/KH-LĐLĐ") && Catch::Contains("Thực hiện &lt;Nghị quyết 10&gt;") &&
                            Catch::Contains("LĐLĐ tỉnh Sơn Hà") && Catch::Contains("Đi tham quan ở đâu?") &&
                            Catch::Contains("Họp tổ 3"));
  const auto path = "/directives/" + std::to_string(at.directive);
  CHECK_THAT(at.ask("GET", path, signed_in).body, Catch::Contains("CĐCS Công ty CP Chè Pu Lan"));
  CHECK_THAT(at.ask("GET", path + "?order=tree", signed_in).body, Catch::Contains("Tổ 3"));
  CHECK(at.ask("GET", "/directives/999", signed_in).status == 404);

  const auto out = at.ask("POST", "/logout", signed_in);
  CHECK(header(out, "Location") == "/login");
  CHECK(header(at.ask("GET", "/", signed_in), "Location") == "/login");
}

TEST_CASE("a revoked token closes the session - a narrower one sees less") {
  Running at;
  const auto sign_in = [&](const std::string& token) {
    const auto set = header(at.ask("POST", "/login", {}, "token=" + token), "Set-Cookie");
    return Headers{{"Cookie", set.substr(0, set.find(';'))}, {"Accept", "text/html"}};
  };
  const auto che = sign_in(at.of_che);
  CHECK_THAT(at.ask("GET", "/", che).body, !Catch::Contains("Họp tổ 3"));
  at.database->write([&](storage::Session& session) {
    storage::revoke_api_token(session, storage::find_api_token(session, storage::sha256_hex(at.of_che))->id,
                              world::now);
  });
  CHECK(at.ask("GET", "/", che).status == 303);
}

TEST_CASE("the demo's console is open, read-only, for its scope") {
  world::World probe;
  server::ServerSettings settings;
  settings.open_console_scope = probe.province;  // the same ids in every World
  Running at(std::move(settings));
  const auto page = at.ask("GET", "/", from_browser);
  CHECK(page.status == 200);
  CHECK_THAT(page.body, Catch::Contains("324/KH-LĐLĐ"));
  CHECK(at.ask("GET", "/api/v1/directives").status == 401);
}

TEST_CASE("a person gets a page for an error, a program a line") {
  Running at;
  const auto page = at.ask("GET", "/nothing", from_browser);
  CHECK(page.status == 404);
  CHECK_THAT(header(page, "Content-Type"), Catch::StartsWith("text/html"));
  CHECK_THAT(header(at.ask("GET", "/api/v1/nothing", from_browser), "Content-Type"),
             Catch::StartsWith("application/json"));
}

TEST_CASE("the description names every address and method, and no other") {
  Running at;
  const auto answer = at.ask("GET", "/api/v1/openapi.json");
  REQUIRE(answer.status == 200);
  const auto description = json::parse(answer.body);
  std::set<std::string> described, routed;
  for (const auto& [path, item] : description.at("paths").items()) {
    for (const auto& [method, operation] : item.items()) described.insert(method + " " + path);
  }
  for (const auto& route : at.server->routes()) {
    std::string method = route.method;
    for (auto& c : method) c = static_cast<char>(std::tolower(c));
    routed.insert(method + " " + route.pattern);
  }
  CHECK(described == routed);
}

TEST_CASE("settings that cannot work are one sentence") {
  Running at;
  server::ServerSettings taken;
  taken.clock = [] { return world::now; };
  taken.http.port = at.server->port();
  CHECK_THROWS_AS(server::Server(at.io, at.engine, at.moody, at.catalog, taken), std::runtime_error);
  taken.http.port = 0;
  taken.metrics_addresses = {"nowhere"};
  CHECK_THROWS_WITH(server::Server(at.io, at.engine, at.moody, at.catalog, taken), Catch::Contains("'nowhere'"));
}
