// Facebook's Graph API as far as a Page's bot needs it: request in, answer out, as graph.facebook.com would.
#pragma once

#include <optional>

#include "adapters/http/message.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// Nothing if the path is not the Graph API's: /v26.0/… with any version.
std::optional<http::Response> graph_answer(Stage& stage, const http::Request& request);
bool is_graph_send(const http::Request& request);
// What the platform answers when this goes wrong by itself (Fault::rate_limit, server_error, error_200, expired_token).
http::Response graph_fault(Fault fault);

}  // namespace adapters::sandbox
