// What the engine asks of the rules, as plain functions: the engine's tests put others in their place.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bot/union/rules.hpp"
#include "storage/database.hpp"

namespace engine {

// All of them run on storage threads, inside a transaction, possibly more than once.
struct RulesPort {
  std::function<trade_union::Turn(storage::Session&, const trade_union::Incoming&, std::int64_t now)> handle;
  std::function<trade_union::Turn(storage::Session&, std::int64_t now)> plan_slice, due;
  std::function<void(storage::Session&, std::int64_t delivery_id, trade_union::Settled, const std::string& reason, std::int64_t now)>
      delivery_settled;
  std::function<std::vector<std::string>(storage::Session&, std::int64_t now)> open_groups;
  std::function<trade_union::Turn(storage::Session&, const trade_union::Alarm&, std::int64_t now)> alarm{};
  std::function<trade_union::Outgoing(storage::Session&, const trade_union::Address&, const std::vector<std::int64_t>& deliveries, std::int64_t now)> digest{};
  std::function<std::optional<trade_union::Outgoing>(storage::Session&, std::int64_t delivery_id, std::int64_t now)> instead{};
  std::function<trade_union::Turn(storage::Session&, std::int64_t now)> due_broke{};  // none: what due threw ends the round
  std::function<void(storage::Session&, std::int64_t now, bool changed)> read_names{};  // a reader; as KnownNames::refresh
};

RulesPort port_of(const trade_union::Rules& rules);  // rules must outlive it

}  // namespace engine
