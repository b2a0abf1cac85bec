// See config_reader.hpp.
#include "bot/config_reader.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace app {

namespace {

std::string marked(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string shown(double value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

std::string from(const std::string& folder, const std::string& path) {
  return (std::filesystem::path(folder) / path).lexically_normal().string();
}

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path)) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  auto secret = text.str();
  secret.erase(secret.find_last_not_of(" \t\r\n") + 1);
  return secret;
}

}  // namespace

void Reading::problem(std::int64_t line, std::string sentence) { problems.emplace(line, std::move(sentence)); }

ConfigTable::ConfigTable(Reading& reading, const toml::table& table, std::string path)
    : reading_(&reading), table_(&table), path_(std::move(path)) {}

std::string ConfigTable::name(std::string_view key) const { return path_.empty() ? std::string(key) : path_ + "." + std::string(key); }

std::int64_t ConfigTable::line_of(std::string_view key) const {
  for (const auto& [at, node] : *table_)
    if (at.str() == key) return at.source().begin.line;
  return std::max<std::int64_t>(1, table_->source().begin.line);
}

const toml::node* ConfigTable::find(std::string_view key) {
  known_.emplace(key);
  reading_->keys.insert(name(key));
  return table_->get(key);
}

void ConfigTable::problem_at(std::string_view key, const std::string& sentence) { reading_->problem(line_of(key), sentence); }

void ConfigTable::need(std::string_view key) {
  if (!find(key)) reading_->problem(line_of(key), marked(name(key)) + " is missing.");
}

void ConfigTable::finish() {
  for (const auto& [key, node] : *table_) {
    if (known_.contains(key.str())) continue;
    std::string others;
    for (const auto& each : known_) others += (others.empty() ? "" : ", ") + each;
    reading_->problem(key.source().begin.line, marked(name(key.str())) + " is no key this program knows; here it knows: " + others + ".");
  }
}

bool ConfigTable::text(std::string_view key, std::string& into) {
  const auto* node = find(key);
  if (!node) return false;
  if (const auto value = node->value_exact<std::string>()) into = *value;
  else problem_at(key, marked(name(key)) + " must be a text in quotes.");
  return true;
}

bool ConfigTable::texts(std::string_view key, std::vector<std::string>& into) {
  const auto* node = find(key);
  if (!node) return false;
  const auto* list = node->as_array();
  if (!list || (!list->empty() && !list->is_homogeneous(toml::node_type::string))) {
    problem_at(key, marked(name(key)) + " must be a list of texts: [\"…\", \"…\"].");
    return true;
  }
  into.clear();
  for (const auto& item : *list) into.push_back(item.value_or(std::string()));
  return true;
}

bool ConfigTable::path(std::string_view key, std::string& into) {
  std::string value;
  if (!text(key, value)) return false;
  if (!value.empty()) into = from(reading_->folder, value);
  return true;
}

bool ConfigTable::content(std::string_view key, std::string& into) {
  std::string file;
  if (!path(key, file)) return false;
  if (const auto text = read_file(file)) into = *text;
  else problem_at(key, marked(name(key)) + ": the file " + file + " cannot be read.");
  return true;
}

bool ConfigTable::whole(std::string_view key, std::int64_t& into, std::int64_t least, std::int64_t most) {
  const auto* node = find(key);
  if (!node) return false;
  const auto value = node->value_exact<std::int64_t>();
  if (value && *value >= least && *value <= most) into = *value;
  else problem_at(key, marked(name(key)) + " must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
  return true;
}

bool ConfigTable::number(std::string_view key, double& into, double least, double most) {
  const auto* node = find(key);
  if (!node) return false;
  const auto value = node->is_number() ? node->value<double>() : std::nullopt;
  if (value && *value >= least && *value <= most) into = *value;
  else problem_at(key, marked(name(key)) + " must be a number from " + shown(least) + " to " + shown(most) + ".");
  return true;
}

bool ConfigTable::flag(std::string_view key, bool& into) {
  const auto* node = find(key);
  if (!node) return false;
  if (const auto value = node->value_exact<bool>()) into = *value;
  else problem_at(key, marked(name(key)) + " must be true or false.");
  return true;
}

bool ConfigTable::minutes(std::string_view key, std::chrono::milliseconds& into, double least, double most) {
  constexpr double minute = 60'000;
  double value = static_cast<double>(into.count()) / minute;
  if (!number(key, value, least, most)) return false;
  into = std::chrono::milliseconds(static_cast<std::int64_t>(value * minute));
  return true;
}

bool ConfigTable::seconds(std::string_view key, std::chrono::milliseconds& into, double least, double most) {
  double value = static_cast<double>(into.count()) / 1000;
  if (!number(key, value, least, most)) return false;
  into = std::chrono::milliseconds(static_cast<std::int64_t>(value * 1000));
  return true;
}

std::optional<std::string> ConfigTable::read_secret(const toml::node& node, std::string_view key) {
  const auto* table = node.as_table();
  const auto env = table && table->size() == 1 ? (*table)["env"].value<std::string>() : std::nullopt;
  const auto file = table && table->size() == 1 ? (*table)["file"].value<std::string>() : std::nullopt;
  if (!env && !file) {
    problem_at(key, marked(name(key)) + " is a secret and may not stand in this file: write { env = \"NAME\" } or { file = \"path\" }.");
    return std::nullopt;
  }
  const auto value = env ? reading_->environment(*env) : read_file(from(reading_->folder, *file));
  if (value && !value->empty()) return value;
  const auto where = env ? "the environment variable " + *env : "the file " + from(reading_->folder, *file);
  problem_at(key, marked(name(key)) + ": " + where + (value ? " is empty." : env ? " is not set." : " cannot be read."));
  return std::nullopt;
}

bool ConfigTable::secret(std::string_view key, std::string& into) {
  const auto* node = find(key);
  if (!node) return false;
  if (auto value = read_secret(*node, key)) into = std::move(*value);
  return true;
}

bool ConfigTable::secrets(std::string_view key, std::vector<std::string>& into) {
  const auto* node = find(key);
  if (!node) return false;
  const auto add = [&](const toml::node& one) {
    if (auto value = read_secret(one, key)) into.push_back(std::move(*value));
  };
  if (const auto* list = node->as_array()) {
    for (const auto& one : *list) add(one);
  } else {
    add(*node);
  }
  return true;
}

bool ConfigTable::text_or_secret(std::string_view key, std::string& into) {
  const auto* node = find(key);
  if (node && node->is_table()) return secret(key, into);
  return text(key, into);
}

std::optional<ConfigTable> ConfigTable::table(std::string_view key) {
  const auto* node = find(key);
  if (!node) return std::nullopt;
  if (const auto* table = node->as_table()) return ConfigTable(*reading_, *table, name(key));
  problem_at(key, marked(name(key)) + " must be a table: [" + name(key) + "].");
  return std::nullopt;
}

std::vector<ConfigTable> ConfigTable::tables(std::string_view key) {
  std::vector<ConfigTable> found;
  const auto* node = find(key);
  if (!node) return found;
  const auto* list = node->as_array();
  if (!list || !list->is_homogeneous(toml::node_type::table)) {
    problem_at(key, marked(name(key)) + " must be written as [[" + name(key) + "]].");
    return found;
  }
  for (const auto& item : *list) found.emplace_back(*reading_, *item.as_table(), name(key));
  return found;
}

}  // namespace app
