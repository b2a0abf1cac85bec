// The figures as the JSON of /api/v1 (templates/api/openapi.json describes it): ids are strings, moments UTC
// milliseconds. Pure.
#pragma once

#include <nlohmann/json.hpp>

#include "bot/union/reports.hpp"

namespace server {

nlohmann::json to_json(const trade_union::Reach& reach);
nlohmann::json to_json(const trade_union::UnitReach& unit);
nlohmann::json to_json(const trade_union::DirectiveHead& head);
nlohmann::json to_json(const trade_union::DirectiveReport& report);
nlohmann::json to_json(const trade_union::PollReport& report);
nlohmann::json to_json(const trade_union::MeetingReport& report);
nlohmann::json to_json(const trade_union::FeedbackRow& row);

// The body of POST /api/v1/directives. `unit_id` is the caller's unit unless the body names one.
// Throws std::invalid_argument with a sentence: no object, a field that is unknown, missing or of the wrong type.
trade_union::NewDirective new_directive(std::string_view body, std::int64_t unit_id);

// A positive number in decimal digits, as ids come in; nothing otherwise.
std::optional<std::int64_t> read_id(std::string_view text);

}  // namespace server
