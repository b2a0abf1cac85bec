// A stage for stories in which the server dies: fills the database of a server with a large union (300 grassroots unions, 3,000 people
// with accounts of their own, a group of five more in each union) and then stands in for the platforms until it is told to end. The
// server is a process of its own, so that it can be killed.
//
//   nhipcau_stage <data folder> <port of the server>    prints one JSON line when it listens, ends with SIGTERM
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/sandbox.hpp"
#include "bot/clock.hpp"
#include "bot/language/text.hpp"
#include "bot/open.hpp"
#include "bot/sample/names.hpp"
#include "bot/sample/province.hpp"
#include "storage/groups.hpp"
#include "storage/memberships.hpp"
#include "storage/people.hpp"
#include "storage/roles.hpp"
#include "storage/units.hpp"
#include "storage/vault.hpp"

namespace {

namespace sandbox = adapters::sandbox;
using nlohmann::json;

constexpr int unions = 300, direct_a_union = 10, in_group = 5;
constexpr const char *oa = "6070000000000000001", *page = "100200300400500", *bot = "bot", *bot_channel = "bot";
constexpr const char *since = "2025-07-01", *clock_start = "2026-11-23T08:00:00+07:00";
constexpr std::int64_t hour = 3'600'000;

std::string padded(int number, std::size_t digits) {
  const auto text = std::to_string(number);
  return std::string(digits - text.size(), '0') + text;
}

std::string zalo_id(int n) { return "771" + padded(n, 16); }
std::string facebook_id(int n) { return "7001" + padded(n, 12); }
std::string bot_id(int n) { return "a" + padded(n, 19); }

// Fills the database and, with the same hand, the stand-ins' world.
class Seeder {
 public:
  Seeder(storage::Session& session, sandbox::World& world, std::int64_t now) : session_(session), world_(world), now_(now) {}

  void run() {
    const auto root = add_unit("tinh", "Liên đoàn Lao động tỉnh Sơn Hà", "LĐLĐ tỉnh Sơn Hà", 0);
    const auto officer = add_person(root);
    storage::add_role(session_, officer, root, "officer", since);
    give_zalo(officer);
    for (int n = 1; n <= unions; ++n) add_union(root, n);
  }

 private:
  std::int64_t add_unit(const std::string& kind, const std::string& name, const std::string& short_name, std::int64_t parent) {
    return storage::add_unit(session_, {"", kind, name, short_name, language::fold(name), language::sort_key(name), since, std::nullopt, parent});
  }

  // A third of the people are reached on each platform, each in a chat of their own; five more by the union's group. Every tenth of the
  // first kind never wrote: the platform would refuse a message to them.
  void add_union(std::int64_t root, int n) {
    const auto name = "Công đoàn cơ sở số " + std::to_string(n);
    const auto unit = add_unit("cdcs", name, "CĐCS " + std::to_string(n), root);
    for (int k = 0; k < direct_a_union; ++k) {
      const auto person = add_person(unit);
      if (number_ % 3 == 0) give_zalo(person);
      else if (number_ % 3 == 1) give_facebook(person);
      else give_bot(person);
    }
    n % 10 == 0 ? add_bot_group(unit, n, name) : add_zalo_group(unit, n, name);
  }

  void add_zalo_group(std::int64_t unit, int n, const std::string& name) {
    sandbox::Group group{"f4" + padded(n, 18), name, {}, false};
    const auto row = storage::touch_group(session_, sample::zalo_channel, oa, group.id);
    storage::bind_group(session_, row.id, unit, "whole");
    for (int k = 0; k < in_group; ++k) {
      const auto person = add_person(unit);
      group.members.push_back(give_zalo(person));
      storage::join_group(session_, row.id, person, now_ - hour);
    }
    world_.groups.push_back(std::move(group));
  }

  void add_bot_group(std::int64_t unit, int n, const std::string& name) {
    sandbox::Group group{"g" + padded(n, 19), name, {}, false};
    group.with_bot = true;
    const auto row = storage::touch_group(session_, bot_channel, bot, group.id);
    storage::bind_group(session_, row.id, unit, "whole");
    for (int k = 0; k < in_group; ++k) {
      const auto person = add_person(unit);
      group.members.push_back(give_bot(person));
      storage::join_group(session_, row.id, person, now_ - hour);
    }
    world_.groups.push_back(std::move(group));
  }

  std::int64_t add_person(std::int64_t unit) {
    ++number_;
    const auto name = sample::made_up_name(static_cast<unsigned>(number_));
    const auto id = storage::add_person(session_, name, language::fold(name), language::person_sort_key(name), now_);
    storage::add_membership(session_, id, unit, since);
    world_.persons.push_back({"p" + std::to_string(number_), name, "", "", "", "", 0, 0});
    return id;
  }

  std::optional<std::int64_t> last_seen() const { return number_ % 10 == 4 ? std::nullopt : std::optional(now_ - hour); }

  std::string give_zalo(std::int64_t person) {
    auto& in_world = world_.persons.back();
    in_world.zalo_user_id = zalo_id(number_);
    in_world.zalo_interaction = last_seen().value_or(0);
    storage::add_identity(session_, sample::zalo_channel, oa, in_world.zalo_user_id, person, last_seen());
    return in_world.zalo_user_id;
  }
  void give_facebook(std::int64_t person) {
    auto& in_world = world_.persons.back();
    in_world.facebook_psid = facebook_id(number_);
    in_world.facebook_interaction = last_seen().value_or(0);
    storage::add_identity(session_, sample::facebook_channel, page, in_world.facebook_psid, person, last_seen());
  }
  std::string give_bot(std::int64_t person) {
    auto& in_world = world_.persons.back();
    in_world.bot_user_id = bot_id(number_);
    in_world.bot_interaction = now_ - hour;  // the Zalo Bot has no window, but somebody who never began has no chat with it
    storage::add_identity(session_, bot_channel, bot, in_world.bot_user_id, person, in_world.bot_interaction);
    return in_world.bot_user_id;
  }

  storage::Session& session_;
  sandbox::World& world_;
  std::int64_t now_;
  int number_ = 0;
};

std::string secret() { return storage::random_token(128); }

sandbox::World accounts() {
  sandbox::World world;
  world.zalo = {"1000000000000000001", secret(), oa, secret(), "Công đoàn Sơn Hà", secret(), secret(), ""};
  world.facebook = {"2000000000000001", secret(), page, "Công đoàn Sơn Hà", secret(), secret(), "", true};
  world.zalo_bot = {"12345:" + secret(), "Bot Công đoàn Sơn Hà", "", secret()};
  return world;
}

sandbox::World fill(const std::string& folder, std::int64_t now) {
  auto world = accounts();
  app::StorageConfig config;
  config.data = folder;
  config.sqlite = folder + "/nhipcau.db";
  app::open_data_folder(folder);
  const auto database = app::open_database(config);
  database->write([&](storage::Session& session) { Seeder(session, world, now).run(); });
  return world;
}

json facts(const sandbox::World& world, const std::string& url) {
  const auto& officer = world.persons.front();
  return {{"url", url},
          {"officer", {{"key", officer.key}, {"id", officer.zalo_user_id}}},
          {"zalo", {{"app_id", world.zalo.app_id}, {"app_secret", world.zalo.app_secret}, {"oa_id", oa}, {"oa_secret", world.zalo.oa_secret},
                    {"access_token", world.zalo.access_token}, {"refresh_token", world.zalo.refresh_token}}},
          {"facebook", {{"app_id", world.facebook.app_id}, {"app_secret", world.facebook.app_secret}, {"page_id", page},
                        {"page_token", world.facebook.page_token}, {"verify_token", world.facebook.verify_token}}},
          {"bot", {{"id", bot}, {"token", world.zalo_bot.token}, {"secret", world.zalo_bot.secret_token}}}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto clock = app::make_clock(language::moment_of(clock_start));
  boost::asio::io_context io{1};
  const auto world = fill(argv[1], clock());
  sandbox::Options options;
  options.clock = clock;
  options.record = 100'000;
  options.history = 30;
  sandbox::Sandbox stage(io, world, options);
  const auto server = std::string("http://127.0.0.1:") + argv[2] + "/webhook/";
  stage.set_webhooks(server + sample::zalo_channel, server + sample::facebook_channel, server + bot_channel);
  std::cout << facts(world, stage.base_url()).dump() << std::endl;
  boost::asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&io](auto, int) { io.stop(); });
  io.run();
}
