#include "bot/union/findings.hpp"

namespace trade_union {

std::string sentence(const templates::Catalog& catalog, const Finding& finding) {
  auto fields = finding.fields;
  fields[finding.key] = true;
  return catalog.render("chat/vi/finding", fields);
}

std::string sentences(const templates::Catalog& catalog, const Findings& findings) {
  std::string text;
  for (const bool wanted : {true, false})
    for (const auto& finding : findings)
      if (finding.refused == wanted) text += (text.empty() ? "" : "\n") + sentence(catalog, finding);
  return text;
}

}  // namespace trade_union
