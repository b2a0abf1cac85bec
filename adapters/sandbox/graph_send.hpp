// Messenger's Send API: POST /{page}/messages with a text, quick replies or a button template, or a sender action.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "adapters/http/message.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// The caller has checked token and proof.
http::Response graph_send(Stage& stage, const http::Request& request, const nlohmann::json& body);

}  // namespace adapters::sandbox
