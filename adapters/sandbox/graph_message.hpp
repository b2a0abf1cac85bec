// What a Messenger message says: the "message" object of a send, as a line of the chat.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

struct GraphMessage {
  Line line;
  std::string what = "text";                // as in the record
  std::string metadata, attachment_id;      // attachment_id: of a picture sent by address to be used again
};
// Throws GraphError: wrong fields, over a limit, an attachment nobody knows or that has expired.
GraphMessage graph_message(Stage& stage, const nlohmann::json& message);
// {"type":"image","payload":{"url":…,"is_reusable":true}} kept for later sends.
const StoredFile& graph_keep_by_url(Stage& stage, const nlohmann::json& attachment);

}  // namespace adapters::sandbox
