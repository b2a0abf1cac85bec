// The rules themselves behind the port.
#include "bot/engine/rules_port.hpp"

#include "bot/engine/engine.hpp"

namespace engine {

RulesPort port_of(const trade_union::Rules& rules) {
  RulesPort port;
  port.handle = [&rules](storage::Session& session, const trade_union::Incoming& incoming, std::int64_t now) {
    return rules.handle(session, incoming, now);
  };
  port.plan_slice = [&rules](storage::Session& session, std::int64_t now) { return rules.plan_slice(session, now); };
  port.due = [&rules](storage::Session& session, std::int64_t now) { return rules.due(session, now); };
  port.due_broke = [&rules](storage::Session& session, std::int64_t now) { return rules.due_broke(session, now); };
  port.delivery_settled = [&rules](storage::Session& session, std::int64_t delivery_id, trade_union::Settled how, const std::string& reason,
                                   std::int64_t now) { rules.delivery_settled(session, delivery_id, how, reason, now); };
  port.open_groups = [](storage::Session& session, std::int64_t now) { return trade_union::groups_with_open_question(session, now); };
  port.alarm = [&rules](storage::Session& session, const trade_union::Alarm& alarm, std::int64_t now) { return rules.alarm(session, alarm, now); };
  port.digest = [&rules](storage::Session& session, const trade_union::Address& to, const std::vector<std::int64_t>& deliveries, std::int64_t now) {
    return rules.digest(session, to, deliveries, now);
  };
  port.instead = [&rules](storage::Session& session, std::int64_t delivery_id, std::int64_t now) { return rules.instead(session, delivery_id, now); };
  port.read_names = [&rules](storage::Session& session, std::int64_t now, bool changed) { rules.read_names(session, now, changed); };
  return port;
}

Engine::Engine(boost::asio::io_context& io, storage::Database& database, const trade_union::Rules& rules, adapters::http::Client& client,
               const storage::Vault& vault, std::vector<ChannelSetup> channels, Options options)
    : Engine(io, database, port_of(rules), client, vault, std::move(channels), std::move(options)) {}

}  // namespace engine
