// The request target: percent escapes decoded into a path and a query.
#pragma once

#include <string_view>

#include "adapters/http/message.hpp"

namespace adapters::http {

// Sets path and query of the request from "/path?a=b", "http://host/path" or "*". False for anything else, a broken
// escape, or an escaped NUL. The first of several query values with one name counts; '+' is a space in the query only.
bool read_target(std::string_view target, Request& request);

}  // namespace adapters::http
