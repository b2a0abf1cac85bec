// See log.hpp.
#include "bot/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <regex>

namespace app {

namespace {

constexpr std::size_t longest_text = 2'000;  // octets of one text in a line

spdlog::logger& logger() {
  static spdlog::logger only = [] {
    spdlog::logger made("nhipcau", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made.set_pattern("%v");
    made.set_level(spdlog::level::info);
    made.flush_on(spdlog::level::info);
    return made;
  }();
  return only;
}

spdlog::level::level_enum of(Level level) {
  return level == Level::info ? spdlog::level::info : level == Level::warning ? spdlog::level::warn : spdlog::level::err;
}

const char* name(Level level) { return level == Level::info ? "info" : level == Level::warning ? "warning" : "error"; }

std::string time_now() {
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto seconds = std::chrono::system_clock::to_time_t(now);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[40];
  const auto length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  const auto fraction = std::to_string(1'000 + now.time_since_epoch().count() % 1'000).substr(1);
  return std::string(text, length) + "." + fraction + "Z";
}

nlohmann::json clean(const nlohmann::json& value) {
  if (value.is_string()) return redact(value.get<std::string>());
  if (!value.is_structured()) return value;
  auto copy = value;
  for (auto& item : copy) item = clean(item);
  return copy;
}

}  // namespace

std::string redact(std::string text) {
  static const std::regex password(R"((://[^\s:/@]*:)[^\s@]+@)");
  static const std::regex pair(R"(((?:token|secret|password|passwd|key|proof|code)["']?\s*[=:]\s*["']?)[^\s"'&,;}\]]+)", std::regex::icase);
  static const std::regex token(R"(\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{24,})");
  static const std::regex phone(R"((^|[^\w+])(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\w))");
  if (text.size() > longest_text) text.resize(longest_text);
  text = std::regex_replace(text, password, "$1[secret]@");
  text = std::regex_replace(text, pair, "$1[secret]");
  text = std::regex_replace(text, token, "[token]");
  return std::regex_replace(text, phone, "$1[phone]");
}

std::string log_line(Level level, std::string_view event, const nlohmann::json& fields, std::string_view time) {
  nlohmann::ordered_json line{{"time", time}, {"level", name(level)}, {"event", event}};
  for (const auto& [key, value] : fields.items()) line[key] = clean(value);
  return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void log(Level level, std::string_view event, const nlohmann::json& fields) {
  logger().log(of(level), "{}", log_line(level, event, fields, time_now()));
}

void log(Level level, std::string_view event) { log(level, event, nlohmann::json::object()); }

void log_fault(std::string_view event, std::string detail) { log(Level::warning, event, {{"detail", std::move(detail)}}); }

}  // namespace app
