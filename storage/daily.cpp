#include "storage/daily.hpp"

namespace storage {

std::optional<Span> daily_span(Session& session, const std::string& job, std::int64_t hour, std::int64_t now) {
  constexpr std::int64_t day = 24 * 3'600'000LL;
  const auto until = now >= hour ? hour : hour - day;
  const auto name = "daily_" + job;
  const auto last = session.one("SELECT value FROM setting WHERE name = ?1", {name}, [](const Row& r) { return std::stoll(r.string(0)); });
  if (last && *last >= until) return std::nullopt;
  session.run("INSERT INTO setting(name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", {name, std::to_string(until)});
  return Span{last.value_or(until - day), until};
}

}  // namespace storage
