#include "storage/unknown_lines.hpp"

namespace storage {

void count_unknown_line(Session& session, const std::string& day, const std::string& shape) {
  session.run("INSERT INTO unknown_line(day, shape, lines) VALUES (?1, ?2, 1) ON CONFLICT (day, shape) DO UPDATE SET lines = unknown_line.lines + 1", {day, shape});
}

std::vector<UnknownLine> unknown_lines(Session& session, const std::string& since, std::size_t most) {
  return session.all("SELECT shape, SUM(lines) AS total FROM unknown_line WHERE day >= ?1 GROUP BY shape ORDER BY total DESC, shape LIMIT ?2",
                     {since, static_cast<std::int64_t>(most)}, [](const Row& r) { return UnknownLine{r.string(0), r.integer(1)}; });
}

}  // namespace storage
