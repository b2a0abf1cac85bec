// The documents about the configuration say what the program reads: every key, and an example that passes the check.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "bot/config.hpp"

namespace {

namespace fs = std::filesystem;

// A file of the project: tests run somewhere below its root.
std::string project_file(const std::string& name) {
  auto folder = fs::current_path();
  while (!fs::exists(folder / name) && folder.has_relative_path()) folder = folder.parent_path();
  std::ifstream file(folder / name);
  REQUIRE(file);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::optional<std::string> any_secret(const std::string&) { return std::string(64, 'a'); }

// "# key = value" → "key = value": the keys that stand at their default.
std::string with_all_keys(const std::string& example) { return std::regex_replace(example, std::regex("(^|\n)# (?=[a-z_]+ = )"), "$1"); }

}  // namespace

TEST_CASE("the example configuration passes the check") {
  const auto loaded = app::read_config(project_file("docs/nhipcau.example.toml"), "nhipcau.toml", any_secret);
  CHECK(loaded.problems == std::vector<std::string>{});
  CHECK(loaded.config.channels.size() == 3);
  CHECK(loaded.config.verifiers.size() == 1);
}

TEST_CASE("example and table name every key") {
  const auto example = with_all_keys(project_file("docs/nhipcau.example.toml"));
  const auto table = project_file("docs/configuration.md");
  const auto keys = app::read_config(example, "nhipcau.toml", any_secret).keys;
  REQUIRE(keys.size() > 40);
  for (const auto& key : keys) {
    INFO(key);
    const bool in_table = table.find("`" + key + "`") != std::string::npos || table.find("`[" + key + "]`") != std::string::npos;
    CHECK(in_table);
    const auto name = key.substr(key.rfind('.') + 1);
    const bool in_example = example.find("\n" + name + " = ") != std::string::npos || example.find("[" + key + "]") != std::string::npos;
    CHECK(in_example);
  }
}

TEST_CASE("the table names no key that is not read") {
  const auto keys = app::read_config(with_all_keys(project_file("docs/nhipcau.example.toml")), "n.toml", any_secret).keys;
  const auto table = project_file("docs/configuration.md");
  const std::regex row("\n\\| (`[^|]*`) \\|"), key("`([a-z_.]+)`");
  for (std::sregex_iterator line(table.begin(), table.end(), row), end; line != end; ++line) {
    const auto cell = (*line)[1].str();
    for (std::sregex_iterator each(cell.begin(), cell.end(), key); each != end; ++each) CHECK(keys.count((*each)[1].str()) == 1);
  }
}
