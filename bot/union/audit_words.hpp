// A row of the audit log as a union officer reads it: who, for whom, did what, to what.
#pragma once

#include "bot/union/scene.hpp"
#include "storage/audit.hpp"

namespace trade_union {

// The fields of one line of audit_lines: when, who, for, action, what. An action without words in audit_action.mustache is shown as it is stored.
Fields audit_line(Scene& scene, const storage::AuditEntry& row);

}  // namespace trade_union
