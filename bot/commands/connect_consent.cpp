// The walk through a platform's consent: the page's address is shown, the administrator comes back to a page of ours (on this machine or
// at the running server) or pastes the address the browser came to; the code that came along is changed into tokens.
#include <sodium.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <thread>

#include "adapters/http/server.hpp"
#include "bot/clock.hpp"
#include "bot/commands/connect.hpp"
#include "bot/commands/control.hpp"
#include "bot/server/answers.hpp"
#include "bot/server/assets.hpp"
#include "bot/server/consent_desk.hpp"

namespace app {

namespace asio = boost::asio;
namespace http = adapters::http;
using server::Brought;

namespace {

constexpr std::int64_t patience = 10 * 60'000;           // as long as the platform's code lives
constexpr std::chrono::milliseconds glance{500};
constexpr std::size_t verifier_size = 43, state_bytes = 24;

std::string random_text(std::size_t size, std::string_view letters) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
  return text;
}

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

bool has_all_kinds(const std::string& text) {
  const auto any = [&](char from, char to) { return std::any_of(text.begin(), text.end(), [=](char c) { return c >= from && c <= to; }); };
  return any('A', 'Z') && any('a', 'z') && any('0', '9');
}

nlohmann::json ask(const ConnectOptions& options, const nlohmann::json& request) {
  const auto answer = carry_out(options.place, request);
  if (answer.contains("error")) throw Refused(answer["error"].get<std::string>(), answer.value("status", 1));
  return nlohmann::json::parse(output_of(answer));
}

// The page on this machine: answers until somebody with the state came, or patience ends.
class OwnPage {
 public:
  OwnPage(std::uint16_t port, const std::string& channel, const std::string& state)
      : state_(state), clock_(make_clock({})), routes_(routes()), page_(io_, server_options(port), [this](http::Request request) { return answer(std::move(request)); }) {
    desk_->expect(channel, state, clock_() + patience);
  }

  Brought wait() {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(patience);
    std::optional<Brought> brought;
    while (!brought && std::chrono::steady_clock::now() < until) {
      io_.run_for(glance);
      brought = desk_->fetch(state_);
    }
    if (!brought) throw Refused("Nobody came back from the platform's page within ten minutes.");
    io_.run_for(glance);                                 // the last page and its style go out
    return *brought;
  }

 private:
  static http::ServerOptions server_options(std::uint16_t port) {
    http::ServerOptions options;
    options.port = port;
    return options;
  }
  std::vector<server::Route> routes() {
    auto all = server::connect_routes(desk_, catalog_, clock_);
    for (auto& each : server::asset_routes()) all.push_back(std::move(each));
    return all;
  }
  asio::awaitable<http::Answer> answer(http::Request request) {
    const auto match = routes_.find(request.method, request.path);
    const auto* found = std::get_if<server::Found>(&match);
    if (found == nullptr) co_return http::error_response(404, "nothing is at this address");
    auto response = co_await found->route->handle(std::move(request), found->parameter);
    server::dress(response);
    co_return response;
  }

  asio::io_context io_{1};
  std::string state_;
  std::function<std::int64_t()> clock_;
  templates::Catalog catalog_;
  std::shared_ptr<server::ConsentDesk> desk_ = std::make_shared<server::ConsentDesk>();
  server::Router routes_;
  http::Server page_;
};

Brought wait_at_server(const ConnectOptions& options, const std::string& state) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(patience);
  while (std::chrono::steady_clock::now() < until) {
    const auto answer = ask(options, {{"command", "connect fetch"}, {"state", state}});
    if (answer.contains("brought")) return answer["brought"].get<Brought>();
    std::this_thread::sleep_for(glance);
  }
  throw Refused("Nobody came back from the platform's page within ten minutes.");
}

Brought read_pasted(const std::string& state) {
  std::cout << "Paste the address the browser came to:\n" << std::flush;
  std::string address;
  std::getline(std::cin, address);
  auto brought = parameters_of(address);
  if (!brought.contains("code")) throw Refused("This address brings no code: consent was refused, or it is another address.");
  if (!server::same_secret(brought["state"], state)) throw Refused("This address belongs to another consent: its state differs.");
  return brought;
}

std::string redirect_of(const ConnectOptions& options, const std::string& channel) {
  if (!options.redirect.empty()) return options.redirect;
  return "http://127.0.0.1:" + std::to_string(options.port) + "/connect/" + channel;
}

}  // namespace

adapters::Pkce new_pkce() {
  std::string verifier;
  while (!has_all_kinds(verifier)) verifier = random_text(verifier_size, letters);
  return {verifier, adapters::pkce_challenge(verifier)};
}

adapters::Pkce pkce_of_file(const std::string& file) {
  std::ifstream stream(file);
  std::string verifier;
  stream >> verifier;
  if (verifier.size() != verifier_size || !has_all_kinds(verifier))
    throw Refused("The file " + file + " holds no verifier: 43 characters with upper-case, lower-case letters and digits (--new-verifier makes one).");
  return {verifier, adapters::pkce_challenge(verifier)};
}

Brought parameters_of(const std::string& address) {
  Brought found;
  const auto url = boost::urls::parse_uri_reference(address);
  if (!url) return found;
  for (const auto& each : url->params()) found[std::string(each.key)] = each.value;
  return found;
}

std::string connect_by_consent(const ConnectOptions& options) {
  const auto pkce = options.verifier_file.empty() ? new_pkce() : pkce_of_file(options.verifier_file);
  const auto state = random_text(state_bytes * 8 / 5, letters);
  nlohmann::json request{{"command", "connect begin"}, {"kind", options.kind}, {"channel", options.channel}, {"challenge", pkce.challenge},
                         {"state", state}, {"public", options.public_page}};
  const auto place = ask(options, {{"command", "connect begin"}, {"kind", options.kind}, {"channel", options.channel}});
  const auto channel = place.at("channel").get<std::string>();
  request["redirect"] = redirect_of(options, channel);
  const auto wait = [&](const std::string& page) {
    std::cout << "Open this page in a browser and consent as an administrator of the account:\n\n  " << page << "\n\n" << std::flush;
  };
  Brought brought;
  if (options.public_page || options.paste) {
    wait(ask(options, request).at("page").get<std::string>());
    brought = options.paste ? read_pasted(state) : wait_at_server(options, state);
  } else {
    OwnPage page(options.port, channel, state);
    wait(ask(options, request).at("page").get<std::string>());
    brought = page.wait();
  }
  const auto done = ask(options, {{"command", "connect finish"}, {"kind", options.kind}, {"channel", channel}, {"brought", brought}, {"verifier", pkce.verifier}});
  std::cout << done.at("said").get<std::string>() << std::flush;
  return done.at("account").get<std::string>();
}

}  // namespace app
