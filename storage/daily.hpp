// Work that is done once a day at an hour: which span of time it has to look at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/database.hpp"

namespace storage {

struct Span { std::int64_t from = 0, until = 0; };
// The time since the job last ran up to the last time that hour struck; nothing if it ran for that already. hour: the moment it strikes
// on the day of `now`. The first time it looks one day back. The span is taken: whoever asks again gets the next.
std::optional<Span> daily_span(Session& session, const std::string& job, std::int64_t hour, std::int64_t now);

}  // namespace storage
