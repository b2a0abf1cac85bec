#include "world.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <nlohmann/json.hpp>

namespace tests {
namespace asio = boost::asio;
namespace http = adapters::http;
using nlohmann::json;

namespace {

const std::string vault_key(64, '7');

engine::ChannelSetup setup_of(std::uint16_t port, const WorldOptions& options) {
  engine::ChannelSetup setup;
  setup.name = "c";
  setup.channel = std::make_shared<PlainChannel>("http://127.0.0.1:" + std::to_string(port), options.able);
  setup.accounts = {{"a", options.credentials}};
  setup.sends_per_second = options.sends_per_second;
  setup.connections = options.connections;
  return setup;
}

http::ClientRequest post(const std::string& url, const json& body) { return {"POST", url, {{"Content-Type", "application/json"}}, body.dump()}; }

// No answer ever comes back: the server cuts a handler that throws only with an answer, so the client's deadline ends it.
http::ClientOptions quick_client() {
  http::ClientOptions options;
  options.deadline = std::chrono::milliseconds(500);
  return options;
}

}  // namespace

void Platform::answer(Answer answer) {
  const std::lock_guard lock(mutex_);
  answer_ = std::move(answer);
}
void Platform::renew(std::function<int(const std::string&)> renew) {
  const std::lock_guard lock(mutex_);
  renew_ = std::move(renew);
}
void Platform::say(std::vector<SaidThere> said) {
  const std::lock_guard lock(mutex_);
  said_ = std::move(said);
}
void Platform::health(std::string health) {
  const std::lock_guard lock(mutex_);
  health_ = std::move(health);
}
int Platform::uploads() const {
  const std::lock_guard lock(mutex_);
  return uploads_;
}
int Platform::remedies() const {
  const std::lock_guard lock(mutex_);
  return remedies_;
}
std::vector<Posted> Platform::posted() const {
  const std::lock_guard lock(mutex_);
  return posted_;
}
std::vector<std::string> Platform::renewals() const {
  const std::lock_guard lock(mutex_);
  return renewals_;
}
std::vector<std::string> Platform::texts() const {
  std::vector<std::string> texts;
  for (const auto& one : posted()) texts.push_back(one.text);
  return texts;
}
std::vector<std::string> Platform::texts_to(const std::string& person) const {
  std::vector<std::string> texts;
  for (const auto& one : posted())
    if (one.to == person) texts.push_back(one.text);
  return texts;
}

asio::awaitable<http::Answer> Platform::serve(http::Request request) {
  const auto body = json::parse(request.body);
  int status = 0;
  json answer;
  {
    const std::lock_guard lock(mutex_);
    if (request.path == "/refresh") {
      renewals_.push_back(body.at("refresh"));
      status = renew_(body.at("refresh"));
      const auto next = std::to_string(renewals_.size());
      answer = {{"access", "t" + next}, {"refresh", "r" + next}};
    } else if (request.path == "/upload") {
      status = 200;
      answer = {{"id", "u" + std::to_string(++uploads_)}};
    } else if (request.path == "/said") {
      status = 200;
      answer = json::array();
      for (const auto& said : said_) answer.push_back({{"id", said.id}, {"text", said.text}, {"at", said.at}});
    } else if (request.path == "/probe") {
      status = 200;
      answer = {{"state", health_ == "hopeless" ? "mend" : health_}};
    } else if (request.path == "/remedy") {
      status = 200;
      ++remedies_;
      if (health_ == "mend") health_ = "fine";
    } else {
      posted_.push_back({body.at("to"), body.at("text"), body.at("token"), body.at("job"), body.at("reply"), body.at("choices"), body.at("media"),
                         body.at("plain")});
      status = answer_(posted_.back());
      answer = {{"id", "m" + std::to_string(posted_.size())}};
    }
  }
  if (status == 0) {
    asio::steady_timer never(co_await asio::this_coro::executor, std::chrono::seconds(2));
    co_await never.async_wait(asio::use_awaitable);
  }
  http::Response response;
  response.status = status == 0 ? 200 : status;
  response.body = answer.dump();
  co_return response;
}

adapters::Capabilities PlainChannel::capabilities(adapters::ConversationKind kind) const {
  adapters::Capabilities capabilities;
  capabilities.text_limit = 60;
  capabilities.max_choices = 3;
  capabilities.images = capabilities.files = true;
  capabilities.text_with_image = able_.text_with_image;
  capabilities.reactions_open = able_.reactions_open;
  if (kind == adapters::ConversationKind::direct) capabilities.window_ms = able_.window_ms;
  return capabilities;
}

http::ClientRequest PlainChannel::compose(const adapters::Outgoing& outgoing, const adapters::Credentials& credentials) const {
  return post(url_ + "/send", {{"to", outgoing.to.id}, {"text", outgoing.message.text}, {"token", credentials.access_token}, {"job", outgoing.job_id},
                               {"reply", outgoing.reply}, {"choices", outgoing.message.choices.size()},
                               {"media", outgoing.message.media ? outgoing.message.media->upload_id : ""}, {"plain", outgoing.message.plain}});
}

std::optional<http::ClientRequest> PlainChannel::upload_request(const std::string&, const adapters::File& file, const adapters::Credentials&) const {
  return post(url_ + "/upload", {{"name", file.name}, {"size", file.bytes.size()}});
}

std::variant<adapters::Uploaded, adapters::Outcome> PlainChannel::read_upload(const http::ClientResult& result, std::int64_t) const {
  const auto* response = std::get_if<http::ClientResponse>(&result);
  if (!response || response->status != 200) return adapters::Outcome{adapters::Unsure{"upload cut"}};
  return adapters::Uploaded{json::parse(response->body).at("id"), 0};
}

std::optional<http::ClientRequest> PlainChannel::said_request(const std::string&, const adapters::ConversationId&, const adapters::Credentials&) const {
  return post(url_ + "/said", json::object());
}

std::optional<std::vector<adapters::Said>> PlainChannel::read_said(const http::ClientResult& result) const {
  const auto* response = std::get_if<http::ClientResponse>(&result);
  if (!response) return std::nullopt;
  std::vector<adapters::Said> said;
  for (const auto& one : json::parse(response->body)) said.push_back({one.at("id"), one.at("text"), "", one.at("at")});
  return said;
}

std::vector<adapters::Probe> PlainChannel::probes() const {
  return able_.probes ? std::vector{adapters::Probe{"webhook"}} : std::vector<adapters::Probe>{};
}

http::ClientRequest PlainChannel::probe_request(const adapters::Probe&, const std::string&, const adapters::Credentials&) const {
  return post(url_ + "/probe", json::object());
}

adapters::Finding PlainChannel::read_probe(const adapters::Probe&, const http::ClientResult& result) const {
  using State = adapters::Finding::State;
  const auto* response = std::get_if<http::ClientResponse>(&result);
  if (!response) return {};
  const std::string state = json::parse(response->body).at("state");
  return {state == "fine" ? State::fine : state == "mend" ? State::mend : State::stop, state, false};
}

std::optional<http::ClientRequest> PlainChannel::remedy(const adapters::Probe&, const std::string&, const adapters::Credentials&) const {
  return post(url_ + "/remedy", json::object());
}

adapters::Outcome PlainChannel::classify(const adapters::Outgoing&, const http::ClientResult& result, std::int64_t now) const {
  using adapters::HoldUntil;
  if (const auto* failure = std::get_if<http::ClientFailure>(&result)) {
    if (failure->written) return adapters::Unsure{"cut"};
    return adapters::RetryAt{0, "unreachable"};
  }
  const auto& response = std::get<http::ClientResponse>(result);
  switch (response.status) {
    case 200: return adapters::Sent{json::parse(response.body).at("id").get<std::string>()};
    case 400: return adapters::Rejected{"bad"};
    case 401: return adapters::RetryAt{0, "token", true};
    case 402: return adapters::Hold{HoldUntil::quota_renews, "quota", false};
    case 403: return adapters::Hold{HoldUntil::person_writes, "window", false};
    case 409: return adapters::Hold{HoldUntil::quota_renews, "quota of all", true};
    case 410: case 415: {
      adapters::RetryAt retry{0, "once more"};
      (response.status == 410 ? retry.upload_again : retry.plain) = true;
      return retry;
    }
    case 418: return adapters::Hold{HoldUntil::human_acts, "consent", true};
    case 429: return adapters::RetryAt{now, "busy"};
    default: return adapters::RetryAt{0, "trouble"};
  }
}

std::optional<http::ClientRequest> PlainChannel::refresh_request(const adapters::Credentials& credentials) const {
  if (credentials.refresh_token.empty()) return std::nullopt;
  return post(url_ + "/refresh", {{"refresh", credentials.refresh_token}});
}

std::optional<adapters::Credentials> PlainChannel::read_refresh(const http::ClientResult& result, std::int64_t now) const {
  const auto* response = std::get_if<http::ClientResponse>(&result);
  if (!response || response->status != 200) return std::nullopt;
  const auto body = json::parse(response->body);
  constexpr std::int64_t day = 24 * 3'600'000;
  return adapters::Credentials{body.at("access"), body.at("refresh"), now + day};
}

trade_union::Outgoing say(const trade_union::Address& to, std::string text) {
  trade_union::Outgoing out;
  out.to = to;
  out.text = std::move(text);
  return out;
}
trade_union::Address direct(const std::string& person) { return {"c", "a", false, person}; }
trade_union::Address group(const std::string& id) { return {"c", "a", true, id}; }

adapters::Event written(const std::string& id, const std::string& person, const std::string& text) {
  adapters::Event event;
  event.type = adapters::EventType::message;
  event.id = id;
  event.account = "a";
  event.conversation = adapters::ConversationId{adapters::ConversationKind::direct, person};
  event.sender_id = person;
  event.text = text;
  return event;
}
adapters::Event written_in(const std::string& group, const std::string& id, const std::string& person, const std::string& text) {
  auto event = written(id, person, text);
  event.conversation = adapters::ConversationId{adapters::ConversationKind::group, group};
  return event;
}

engine::RulesPort plain_rules() {
  engine::RulesPort rules;
  rules.handle = [](storage::Session&, const trade_union::Incoming& incoming, std::int64_t) {
    if (incoming.text == "boom") throw std::runtime_error("a bug");
    trade_union::Turn turn;
    turn.intent = "plain";
    turn.out.push_back(say(incoming.from, "re: " + incoming.text));
    return turn;
  };
  rules.plan_slice = rules.due = [](storage::Session&, std::int64_t) { return trade_union::Turn{}; };
  rules.delivery_settled = [](storage::Session&, std::int64_t, trade_union::Settled, const std::string&, std::int64_t) {};
  rules.open_groups = [](storage::Session&, std::int64_t) { return std::vector<std::string>{}; };
  rules.alarm = [](storage::Session&, const trade_union::Alarm&, std::int64_t) { return trade_union::Turn{}; };
  rules.digest = [](storage::Session&, const trade_union::Address& to, const std::vector<std::int64_t>& deliveries, std::int64_t) {
    return say(to, "digest of " + std::to_string(deliveries.size()));
  };
  rules.instead = [](storage::Session&, std::int64_t, std::int64_t) { return std::nullopt; };
  return rules;
}

World::World(storage::Database& database, engine::RulesPort rules, WorldOptions options)
    : guard_(asio::make_work_guard(io_)),
      server_(io_, {}, [this](http::Request request) { return platform.serve(std::move(request)); }),
      client_(io_, quick_client()),
      vault_(vault_key) {
  engine::Options settings;
  settings.clock = wall_clock;
  settings.owner = "test";
  settings.turn_attempts = 2;
  settings.send_attempts = options.send_attempts;
  settings.back_off = options.back_off;
  settings.recheck = settings.tick = std::chrono::milliseconds(20);
  settings.log = [this](std::string_view event, std::string detail) {
    const std::lock_guard lock(log_mutex_);
    log_.push_back(std::string(event) + " " + detail);
  };
  options.tune(settings);
  engine_.emplace(io_, database, std::move(rules), client_, vault_, std::vector{setup_of(server_.port(), options)}, std::move(settings));
  thread_ = std::thread([this] { io_.run(); });
}

World::~World() {
  stop();
  guard_.reset();
  io_.stop();
  thread_.join();
}

void World::start() {
  asio::post(io_, asio::use_future([this] { engine_->start(); })).get();
}
void World::stop() { await(engine_->stop(std::chrono::seconds(20))); }
void World::accept(std::vector<adapters::Event> events) { await(engine_->accept("c", std::move(events))); }
void World::wake() {
  asio::post(io_, asio::use_future([this] { engine_->wake(); })).get();
}
engine::QueueState World::queues() { return await(engine_->queues()); }
engine::Stats World::stats() {
  return asio::post(io_, asio::use_future([this] { return engine_->stats(); })).get();
}
std::vector<std::string> World::logged() const {
  const std::lock_guard lock(log_mutex_);
  return log_;
}
bool World::has_logged(const std::string& event) const {
  for (const auto& line : logged())
    if (line.starts_with(event)) return true;
  return false;
}

std::int64_t wall_clock() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

bool eventually(const std::function<bool()>& holds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < deadline) {
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return holds();
}

}  // namespace tests
