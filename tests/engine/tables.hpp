// Short hands for the tests of inbox, outbox and credentials.
#pragma once

#include <string>

#include "storage/database.hpp"
#include "storage/inbox.hpp"
#include "storage/outbox.hpp"
#include "tests/storage/stores.hpp"

namespace tests {

struct Line {
  std::string conversation, text;
  std::int64_t priority = storage::outbox::reply;
  std::int64_t due_at = 0;
  std::string coalesce_key{};
  std::optional<std::int64_t> delivery_id{};
};

// A message on channel "c", account "a"; its text stands for the JSON.
inline void queue(storage::Session& session, const Line& line) {
  storage::outbox::append(session, {.channel = "c", .account = "a", .conversation = line.conversation, .kind = "direct", .recipient = line.conversation,
                                    .priority = line.priority, .due_at = line.due_at, .created_at = 1, .message = line.text,
                                    .delivery_id = line.delivery_id, .coalesce_key = line.coalesce_key});
}

// A delivery of a campaign of a directive of a unit, in their barest form.
inline std::int64_t new_delivery(storage::Session& session) {
  const auto unit = session.number(
      "INSERT INTO unit (kind, name, short_name, folded_name, sort_key, from_day) VALUES ('cdcs', 'u', 'u', 'u', ?1, '2026-01-01') RETURNING id",
      {storage::Bytes{"u"}});
  const auto directive = session.number(
      "INSERT INTO directive (doc, folded_doc, number, kind, organ, year, issued_on, abstract, body, unit_id, created_at) "
      "VALUES ('1', '1', '1', 'KH', 'O', ?1, '2026-01-01', '', '', ?1, 0) RETURNING id",
      {unit});
  const auto campaign = session.number(
      "INSERT INTO campaign (directive_id, scope_unit_id, state, created_at) VALUES (?1, ?2, 'running', 0) RETURNING id", {directive, unit});
  return session.number("INSERT INTO delivery (campaign_id, state) VALUES (?1, 'queued') RETURNING id", {campaign});
}

}  // namespace tests
