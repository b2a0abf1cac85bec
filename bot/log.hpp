// The log: one JSON line an event on standard error. Secrets, phone numbers and message texts are never handed to it; redact() is the
// second line of defence.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace app {

enum class Level { info, warning, error };

// {"time":…,"level":…,"event":…, fields…}; every text in fields goes through redact. Any thread.
void log(Level level, std::string_view event, const nlohmann::json& fields);
void log(Level level, std::string_view event);
// What the rooms report: an event and a sentence about it.
void log_fault(std::string_view event, std::string detail);

// The line itself, without its time.
std::string log_line(Level level, std::string_view event, const nlohmann::json& fields, std::string_view time);

// Phone numbers, long tokens, passwords in addresses and "token=…" pairs become "[phone]", "[token]", "[secret]".
std::string redact(std::string text);

}  // namespace app
