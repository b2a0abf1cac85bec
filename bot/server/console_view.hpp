// The figures as fields of templates/web/: numbers, days and shares as a Vietnamese reader expects them. Pure.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "bot/union/reports.hpp"

namespace server {

// Everything on the start page.
struct Overview {
  std::vector<trade_union::DirectiveReport> directives;  // newest first
  std::vector<trade_union::PollReport> polls;
  std::vector<trade_union::MeetingReport> meetings;
  std::vector<trade_union::FeedbackRow> feedback;
};

std::string say_number(std::int64_t number);             // 1544 → "1.544"

nlohmann::json overview_fields(const Overview& overview);
// One directive with its units: as the tree stands, or only the basic unions (CĐCS), lowest share of acknowledgements
// first.
nlohmann::json directive_fields(const trade_union::DirectiveReport& report, bool lowest_first);

}  // namespace server
