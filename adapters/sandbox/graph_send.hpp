// Messenger's Send API: POST /{page}/messages: messages, sender actions, private replies to comments, utility templates.
#pragma once

#include "adapters/http/message.hpp"
#include "adapters/sandbox/graph_wire.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// The caller has checked token and proof. request_id: the bot's own mark, used where there is no metadata. Throws GraphError.
http::Response graph_send(Stage& stage, const GraphCall& call, const std::string& request_id);

}  // namespace adapters::sandbox
