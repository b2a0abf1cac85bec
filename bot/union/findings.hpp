// Findings: what stands in the way of a change of the roll, or should be known before it. One sentence each, in
// templates/chat/vi/finding.mustache (one section a key).
#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "templates/catalog.hpp"

namespace trade_union {

using Fields = nlohmann::json;

struct Finding {
  std::string key;          // section of the template
  Fields fields = Fields::object();
  bool refused = true;      // false: a warning or a note, the change may go on
};
using Findings = std::vector<Finding>;

inline bool refused(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.refused; });
}
// The finding in Vietnamese. All of them, one a line, refusals first.
std::string sentence(const templates::Catalog& catalog, const Finding& finding);
std::string sentences(const templates::Catalog& catalog, const Findings& findings);

}  // namespace trade_union
