// Events as the contract's JSON lines, for tables.
#pragma once

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "adapters/channel.hpp"
#include "tests/fuzz/keep.hpp"

// The events of a body, as JSON; each survives the way through event_from_json, and parsing again gives the same keys.
inline std::vector<nlohmann::json> lines_of(const adapters::Channel& channel, const std::string& body) {
  fuzz::keep(channel.kind(), body);
  std::vector<nlohmann::json> lines;
  for (const auto& event : channel.parse(body)) {
    lines.push_back(to_json(event));
    CHECK(to_json(adapters::event_from_json(lines.back())) == lines.back());
    CHECK_FALSE(event.id.empty());
  }
  std::vector<nlohmann::json> again;
  for (const auto& event : channel.parse(body)) again.push_back(to_json(event));
  CHECK(lines == again);
  return lines;
}

// One row: a body and the lines it gives. A line without "id" matches any key.
struct Row {
  std::string body, expected;
};

inline void check_rows(const adapters::Channel& channel, const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    INFO(row.body);
    const auto expected = nlohmann::json::parse(row.expected);
    auto lines = lines_of(channel, row.body);
    const auto wanted = expected.is_array() ? expected : nlohmann::json::array({expected});
    REQUIRE(lines.size() == wanted.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!wanted[i].contains("id")) lines[i].erase("id");
      CHECK(lines[i] == wanted[i]);
    }
  }
}
