// How a Page is set up and looked after: subscription, texts of the chat, templates, uploads, the health of a token.
#pragma once

#include "adapters/http/message.hpp"
#include "adapters/sandbox/graph_wire.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// The caller has checked the token. All throw GraphError.
http::Response graph_subscription(Stage& stage, const GraphCall& call);      // /{page}/subscribed_apps: GET, POST, DELETE
http::Response graph_profile(Stage& stage, const GraphCall& call);           // /{page}/messenger_profile: GET, POST, DELETE
http::Response graph_templates(Stage& stage, const GraphCall& call);         // /{page}/message_templates: GET, POST
http::Response graph_upload(Stage& stage, const GraphCall& call);            // /{page}/message_attachments: POST
http::Response graph_page(const Stage& stage);                               // /me
http::Response graph_person(Stage& stage, const std::string& psid);
http::Response graph_conversations(Stage& stage, const GraphCall& call);     // /{page}/conversations?user_id=
// /debug_token?input_token=: answers also for tokens that are no longer good.
http::Response graph_debug_token(const Stage& stage, const GraphCall& call);

}  // namespace adapters::sandbox
