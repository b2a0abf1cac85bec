// Reads one table of the TOML configuration after the other and collects everything that is wrong, each with its line, instead of
// stopping at the first.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <vector>

namespace app {

// What one reading has found so far.
struct Reading {
  std::string folder;                                                           // relative paths start here
  std::function<std::optional<std::string>(const std::string&)> environment;
  std::multimap<std::int64_t, std::string> problems;                            // by line
  std::set<std::string> keys;                                                   // every key asked for: "server.port", "channel.account.id"

  void problem(std::int64_t line, std::string sentence);
};

// One table. Each getter leaves `into` alone when the key is missing; a wrong value is a problem and leaves it alone too.
class ConfigTable {
 public:
  ConfigTable(Reading& reading, const toml::table& table, std::string path);

  bool text(std::string_view key, std::string& into);                           // the bool of every getter: the key is there
  bool texts(std::string_view key, std::vector<std::string>& into);
  bool path(std::string_view key, std::string& into);                           // made absolute to the configuration's folder
  bool content(std::string_view key, std::string& into);                        // of the file whose path stands there
  bool whole(std::string_view key, std::int64_t& into, std::int64_t least, std::int64_t most);
  bool number(std::string_view key, double& into, double least, double most);
  bool flag(std::string_view key, bool& into);
  bool minutes(std::string_view key, std::chrono::milliseconds& into, double least, double most);
  bool seconds(std::string_view key, std::chrono::milliseconds& into, double least, double most);
  // A secret stands elsewhere: { env = "NAME" } or { file = "path" }; a literal one is refused.
  bool secret(std::string_view key, std::string& into);
  bool secrets(std::string_view key, std::vector<std::string>& into);           // one, or a list of them
  // A text that may hold a secret (a URL with a password): literal, env or file.
  bool text_or_secret(std::string_view key, std::string& into);

  std::optional<ConfigTable> table(std::string_view key);
  std::vector<ConfigTable> tables(std::string_view key);                        // [[key]]

  void need(std::string_view key);                                              // a missing key is a problem
  void problem_at(std::string_view key, const std::string& sentence);
  void finish();                                                                // keys that nobody asked for are problems

 private:
  const toml::node* find(std::string_view key);
  std::int64_t line_of(std::string_view key) const;
  std::optional<std::string> read_secret(const toml::node& node, std::string_view key);
  std::string name(std::string_view key) const;

  Reading* reading_;
  const toml::table* table_;
  std::string path_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace app
