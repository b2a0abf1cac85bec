// Sending on Zalo: POST /v3.0/oa/message/cs to one user, POST /v3.0/oa/group/message to a GMF group, reactions, quotas.
#pragma once

#include "adapters/http/message.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// The caller has checked the token.
http::Response zalo_send_to_user(Stage& stage, const http::Request& request);
http::Response zalo_send_to_group(Stage& stage, const http::Request& request);
// POST /v2.0/oa/message: the old sending (-240), and still the one way to react.
http::Response zalo_v2_message(Stage& stage, const http::Request& request);
// POST /v3.0/oa/quota/message {"user_id":…}: may we write to this person?
http::Response zalo_message_quota(Stage& stage, const http::Request& request);

}  // namespace adapters::sandbox
