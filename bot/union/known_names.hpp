// The names a deployment knows, as the language room takes them: read from the tables, swapped whole when they changed.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

#include "storage/names.hpp"

namespace language {
class Grammar;
class Roll;
}

namespace trade_union {

class KnownNames {
 public:
  // The names are cut into words by this grammar; the program's if none. Its aliases are names of units as well.
  explicit KnownNames(std::shared_ptr<const language::Grammar> grammar = {}) : grammar_(std::move(grammar)) {}

  // Nothing before the first refresh. Any thread; what is given stays as it is.
  std::shared_ptr<const language::Roll> roll() const;
  // Reads the names again if they changed, or in any case if `changed`. Slow (100,000 names: below a second): a reader thread.
  void refresh(storage::Session& session, std::int64_t now, bool changed);

 private:
  std::shared_ptr<const language::Grammar> grammar_;
  mutable std::mutex mutex_;
  std::shared_ptr<const language::Roll> roll_;
  std::optional<storage::NamesMark> mark_;
};

}  // namespace trade_union
