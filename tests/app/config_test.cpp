// The configuration: what is read, and that each wrong key is named with its line.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>

#include "bot/config.hpp"
#include "bot/language/grammar.hpp"

namespace {

const std::map<std::string, std::string> variables{{"SECRET", "s3cret"}, {"EMPTY", ""}, {"KEY", std::string(64, 'a')}};

std::optional<std::string> environment(const std::string& name) {
  const auto found = variables.find(name);
  return found == variables.end() ? std::nullopt : std::optional(found->second);
}

app::LoadedConfig read(const std::string& text) { return app::read_config(text, "n.toml", environment); }

const std::string notice = "[notice]\nresponsible = \"A\"\ncontact = \"B\"\n";                       // three lines
const std::string zalo = "[[channel]]\nname = \"z\"\nkind = \"zalo_oa\"\napp_id = \"1\"\napp_secret = { env = \"SECRET\" }\n"
                         "oa_secret = { env = \"SECRET\" }\n[[channel.account]]\nid = \"7\"\n";      // eight lines

}  // namespace

TEST_CASE("a whole configuration is read") {
  const auto loaded = read("[server]\naddress = \"::1\"\nport = 9\npublic_url = \"https://x.example/\"\nbody_kib = 64\nrequest_seconds = 1.5\n"
                           "[storage]\ndata = \"d\"\n[secrets]\nkey = { env = \"KEY\" }\n[clock]\nstart = \"2026-11-23T08:00:00+07:00\"\n" +
                           notice + zalo + "access_token = { env = \"SECRET\" }\n");
  CHECK(loaded.problems == std::vector<std::string>{});
  const auto& config = loaded.config;
  CHECK(config.http.address == "::1");
  CHECK(config.http.port == 9);
  CHECK(config.http.body_limit == 64 * 1024);
  CHECK(config.http.request_timeout == std::chrono::milliseconds(1'500));
  CHECK(config.public_url == "https://x.example");
  CHECK(config.storage.sqlite == (std::filesystem::current_path() / "d/nhipcau.db").string());
  CHECK(config.key == std::string(64, 'a'));
  CHECK(config.clock_start == 1'795'395'600'000);
  CHECK(config.responsible == "A");
  REQUIRE(config.channels.size() == 1);
  CHECK(config.channels[0].app_secrets == std::vector<std::string>{"s3cret"});
  REQUIRE(config.channels[0].accounts.size() == 1);
  CHECK(config.channels[0].accounts[0].access_token == "s3cret");
}

TEST_CASE("each wrong key is named with its line") {
  struct Row { std::string text, problem; };
  const std::vector<Row> rows{
      {"[server\n" + notice, "n.toml:1: this is not TOML"},
      {notice + "[server]\nport = 70000\n", "n.toml:5: 'server.port' must be a whole number from 0 to 65535."},
      {notice + "[server]\nport = \"8080\"\n", "n.toml:5: 'server.port' must be a whole number"},
      {notice + "[server]\naddress = \"localhost\"\n", "n.toml:5: 'server.address' must be an IP address"},
      {notice + "[server]\n\nprot = 1\n", "n.toml:6: 'server.prot' is no key this program knows; here it knows: address, body_kib"},
      {notice + "[sever]\n", "n.toml:4: 'sever' is no key this program knows"},
      {notice + "[server]\ncertificate = \"c.pem\"\n", "n.toml:5: 'server.certificate' and 'server.key' are given together"},
      {notice + "[server]\ntrusted_proxies = [\"10.0.0.0/8\", \"proxy\"]\n", "n.toml:5: 'server.trusted_proxies' holds 'proxy'"},
      {notice + "[server]\nmetrics_addresses = \"127.0.0.1\"\n", "n.toml:5: 'server.metrics_addresses' must be a list of texts"},
      {notice + "[server]\npublic_url = \"x.example\"\n", "n.toml:5: 'public_url' must begin with http"},
      {notice + "[client]\nproxy = \"proxy:3128\"\n", "n.toml:5: 'client.proxy' must begin with http://."},
      {notice + "[watch]\nsilence_minutes = -1\n", "n.toml:5: 'watch.silence_minutes' must be a number from 0"},
      {notice + "[[verifier]]\nname = \"../x.html\"\ncontent = \"a\"\n", "n.toml:5: 'verifier.name' must be a name such as"},
      {notice + "[[verifier]]\nname = \"zalo_verifierA.html\"\n", "n.toml:4: 'verifier' takes either 'content' or 'file'."},
      {notice + zalo.substr(0, zalo.find("[[channel.account]]")) + "lists = 1\n[[channel.account]]\nid = \"7\"\n", "n.toml:10: 'channel.lists' must be true or false."},
      {notice + "[storage]\nsqlite = \"a\"\npostgresql = \"b\"\n", "n.toml:6: 'storage.sqlite' and 'storage.postgresql' exclude each other"},
      {notice + "[secrets]\nkey = \"abc\"\n", "n.toml:5: 'secrets.key' is a secret and may not stand in this file"},
      {notice + "[secrets]\nkey = { env = \"SECRET\" }\n", "n.toml:5: 'secrets.key' must be 64 hexadecimal digits"},
      {notice + "[secrets]\nkey = { env = \"MISSING\" }\n", "n.toml:5: 'secrets.key': the environment variable MISSING is not set."},
      {notice + "[secrets]\nkey = { env = \"EMPTY\" }\n", "n.toml:5: 'secrets.key': the environment variable EMPTY is empty."},
      {notice + "[secrets]\nkey = { file = \"/nowhere/key\" }\n", "n.toml:5: 'secrets.key': the file /nowhere/key cannot be read."},
      {notice + "[clock]\nstart = \"tomorrow\"\n", "n.toml:5: 'clock.start' must be a moment"},
      {"[notice]\nresponsible = \"A\"\n", "n.toml:1: 'notice.contact' is missing."},
      {"", "n.toml:1: 'notice' is missing."},
      {notice + "[[channel]]\nname = \"x\"\nkind = \"viber\"\n[[channel.account]]\nid = \"1\"\n", "n.toml:6: 'channel.kind' is 'viber'"},
      {notice + "[[channel]]\nname = \"f\"\nkind = \"facebook\"\napp_secret = { env = \"SECRET\" }\n[[channel.account]]\nid = \"1\"\n",
       "n.toml:4: 'channel.verify_token' is missing."},
      {notice + zalo + "acces_token = { env = \"SECRET\" }\n", "n.toml:12: 'channel.account.acces_token' is no key this program knows"},
      {notice + zalo + "access_token = \"plain\"\n", "n.toml:12: 'channel.account.access_token' is a secret and may not stand"},
      {notice + zalo + zalo, "n.toml:13: 'channel.name' is 'z' twice."},
      {notice + "[channel]\nname = \"x\"\n", "n.toml:4: 'channel' must be written as [[channel]]."},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    const auto problems = read(row.text).problems;
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems[0], Catch::StartsWith(row.problem));
    CHECK(problems[0].find("s3cret") == std::string::npos);
  }
}

TEST_CASE("all problems are told at once, in the order of the file") {
  const auto problems = read("[server]\nport = -1\nnonsense = 1\n[clock]\nstart = 5\n" + notice).problems;
  REQUIRE(problems.size() == 3);
  CHECK_THAT(problems[0], Catch::StartsWith("n.toml:2: "));
  CHECK_THAT(problems[1], Catch::StartsWith("n.toml:3: "));
  CHECK_THAT(problems[2], Catch::StartsWith("n.toml:5: "));
}

TEST_CASE("a secret is read from a file beside the configuration") {
  const auto folder = std::filesystem::temp_directory_path() / "nhipcau-config-test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "key") << std::string(64, 'b') << "\n";
  const auto loaded = app::read_config("[secrets]\nkey = { file = \"key\" }\n" + notice, (folder / "n.toml").string(), environment);
  CHECK(loaded.problems == std::vector<std::string>{});
  CHECK(loaded.config.key == std::string(64, 'b'));
  std::filesystem::remove_all(folder);
}

TEST_CASE("the words of the place are read with the configuration, a mistake is named with its line") {
  const auto folder = std::filesystem::temp_directory_path() / "nhipcau-words-test";
  std::filesystem::create_directories(folder);
  const auto with = [&](const std::string& words) {
    std::ofstream(folder / "words.txt") << words;
    return app::read_config(notice + "[language]\nwords = \"words.txt\"\n", (folder / "n.toml").string(), environment);
  };
  const auto good = with("alias CĐ xã Mường Lặn = huyện cũ\n");
  CHECK(good.problems == std::vector<std::string>{});
  REQUIRE(good.config.grammar);
  CHECK(good.config.grammar->aliases().size() == 1);
  const auto bad = with("[a] b\nspell x\n");
  REQUIRE(bad.problems.size() == 1);
  CHECK(bad.problems[0].find(":5: 'language.words': ") != std::string::npos);
  CHECK(bad.problems[0].find("words.txt: own words line 2: spell needs a =.") != std::string::npos);
  CHECK_FALSE(read(notice).config.grammar);
  std::filesystem::remove_all(folder);
}

TEST_CASE("a configuration that cannot be read says so") {
  CHECK_THROWS_WITH(app::load_config("/nowhere/n.toml"), "The configuration /nowhere/n.toml cannot be read.");
  CHECK_THROWS_WITH(app::load_config("/"), "The configuration / cannot be read.");
}
