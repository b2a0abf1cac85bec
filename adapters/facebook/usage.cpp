// How much of an allowance is used up, in percent, of the app and of the Page's business:
//   X-App-Usage: {"call_count":28,"total_time":25,"total_cputime":25}
//   X-Business-Use-Case-Usage: {"<page>":[{"type":"messenger","call_count":33,"total_cputime":12,"total_time":25,…}]}
#include <algorithm>

#include "adapters/facebook/parts.hpp"

namespace adapters::facebook {
namespace {

void raise(std::optional<double>& highest, const Json& use) {
  constexpr double percent = 100;
  for (const auto* key : {"call_count", "total_time", "total_cputime"}) {
    const auto share = decimal_of(use, key);
    if (share && *share >= 0) highest = std::max(highest.value_or(0), *share / percent);
  }
}

}  // namespace

std::optional<double> usage(const http::Headers& headers) {
  std::optional<double> highest;
  raise(highest, parse_or_null(http::find_header(headers, "X-App-Usage")));
  raise(highest, parse_or_null(http::find_header(headers, "X-Page-Usage")));
  const Json business = parse_or_null(http::find_header(headers, "X-Business-Use-Case-Usage"));
  if (!business.is_object()) return highest;
  for (const auto& uses : business)
    if (uses.is_array())
      for (const auto& use : uses) raise(highest, use);
  return highest;
}

}  // namespace adapters::facebook
