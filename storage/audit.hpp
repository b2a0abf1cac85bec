// The audit log (nhật ký): who did what, for whom, from where. Rows are only ever added; a sealing job chains them by hashes, so that a
// row that was changed or taken away later is found.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct AuditEntry {
  std::int64_t at = 0;                    // UTC ms
  std::string actor;                      // 'person:12', 'token:3', 'command', 'job', 'channel:zalo'
  std::string action, subject;            // 'member_add', 'person:12'
  std::string detail{};                   // JSON: before and after; no message texts, no phone numbers
  std::string on_behalf{};                // 'person:7': whom a stand-in acts for
  std::string channel{};                  // configured name of a channel, console, api, command, job
  std::optional<std::int64_t> unit{};     // what part of the tree it concerns: who may read it
  std::int64_t id = 0;                    // of a row that was read
};
void log_audit(Session& session, const AuditEntry& entry);

// Newest first. Empty fields narrow nothing. scope: rows about this unit or what was ever below it; without one also rows about no unit.
struct AuditQuery {
  std::string subject{}, actor{}, action{};
  std::optional<std::int64_t> scope{};
  std::int64_t before_id = 0;             // 0: from the newest
  std::int64_t limit = 20;
};
std::vector<AuditEntry> audit_rows(Session& session, const AuditQuery& query);

// ---- The chain: seal n = SHA-256(seal n-1, row) ----
// Chains up to `limit` rows older than `before`; gives how many. Idempotent; one caller at a time.
std::int64_t seal_audit(Session& session, std::int64_t before, std::int64_t limit);
struct AuditHead { std::int64_t rows = 0; std::string hash; };  // hash "": nothing is sealed yet
AuditHead audit_head(Session& session);
struct AuditFault { std::int64_t row = 0; std::string what; };   // what: changed (the row or its seal), gone
// A walk along the whole chain. waiting: rows not sealed yet. known: a head kept elsewhere that must lie on the chain.
struct AuditCheck { AuditHead head; std::int64_t waiting = 0; std::vector<AuditFault> faults; bool known_found = true; };
AuditCheck check_audit(Session& session, const std::optional<AuditHead>& known = std::nullopt);

}  // namespace storage
