#include "tests/fuzz/parser.hpp"

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>

namespace fuzz {
namespace {

using adapters::Event;

std::optional<std::vector<Event>> parsed(const adapters::Channel& channel, std::string_view body) {
  try {
    return channel.parse(body);
  } catch (const adapters::BadBody&) {
    return std::nullopt;
  }
}

// A line says what the body said, at most escaped, beside a frame of its own.
void check_size(const std::string& line, std::string_view body) {
  constexpr std::size_t frame = 1024;
  constexpr std::size_t escaped = 6;
  require(line.size() <= frame + escaped * body.size(), "an event is longer than its body allows");
}

std::string check_event(const Event& event, std::string_view body) {
  auto line = to_line(event);
  require(!event.id.empty(), "an event has no key");
  require(to_line(adapters::event_from_json(to_json(event))) == line, "an event does not survive being written and read");
  require(line.find('\n') == std::string::npos && line.find("\\u0000") == std::string::npos, "an event is not one clean line");
  check_size(line, body);
  return line;
}

}  // namespace

void require(bool holds, const char* sentence) {
  if (holds) return;
  std::fprintf(stderr, "fuzz: %s\n", sentence);
  std::abort();
}

void check_parser(const adapters::Channel& channel, std::string_view body) {
  constexpr std::size_t frame = 1024;
  constexpr std::size_t factor = 128;                        // "{}," is the shortest event there is
  const auto events = parsed(channel, body);
  const auto again = parsed(channel, body);
  require(events.has_value() == again.has_value(), "parsing twice differs");
  if (!events) return;
  require(!events->empty() && events->size() == again->size(), "no event, or another number of them");
  std::size_t written = 0;
  for (std::size_t i = 0; i < events->size(); ++i) {
    const auto line = check_event((*events)[i], body);
    require(line == to_line((*again)[i]), "parsing twice gives other events");
    written += line.size();
  }
  require(written <= frame + factor * body.size(), "the events are longer than the body allows");
}

}  // namespace fuzz
