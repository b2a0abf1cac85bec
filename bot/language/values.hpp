// The values of a line: numbers, days, documents, people, units … found before any intent is thought of. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace language {

// What may stand between < and > in the grammar. Some span a few words, some only ever the whole line.
enum class Kind : std::uint8_t {
  poll, ticket, group, case_number, doc, phone, day, clock, period, fraction, num, unit, name, person, choice, limit, code, target_number,  // spans
  heads, ballot, poll_ballot, greeting, thanks, help, more, go, stop, invite, relay_code, read_all, stats_line, colon_text,                                         // whole lines
  options, any, when, meeting, stats_args, target_any, unit_any, docnum,                                                                   // of forms
  count
};
constexpr auto kKinds = static_cast<std::size_t>(Kind::count);
std::optional<Kind> kind_named(std::string_view name);
std::string_view name_of(Kind kind);

struct Value {
  Kind kind = Kind::num;
  std::uint32_t from = 0, to = 0;  // words
};

struct Reading;
// All values of the line, by their place.
std::vector<Value> find_values(const Reading& reading);

}  // namespace language
