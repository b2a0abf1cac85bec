// The Page's public side: posts, comments, hiding and deleting them, with the feed webhooks that follow.
#pragma once

#include "adapters/http/message.hpp"
#include "adapters/sandbox/graph_wire.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// The caller has checked the token. All throw GraphError.
http::Response graph_feed(Stage& stage, const GraphCall& call, const std::string& request_id);       // /{page}/feed
http::Response graph_comments(Stage& stage, const GraphCall& call, const std::string& request_id);   // /{post or comment}/comments
// /{post or comment}: GET, POST is_hidden or message, DELETE. False: no post or comment has this id.
bool is_feed_object(Stage& stage, const std::string& id);
http::Response graph_feed_object(Stage& stage, const GraphCall& call);

}  // namespace adapters::sandbox
