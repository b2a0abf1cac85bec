// Sending on Zalo: POST /v3.0/oa/message/cs to one user, POST /v3.0/oa/group/message to a GMF group.
#pragma once

#include "adapters/http/message.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// The caller has checked the token.
http::Response zalo_send_to_user(Stage& stage, const http::Request& request);
http::Response zalo_send_to_group(Stage& stage, const http::Request& request);

}  // namespace adapters::sandbox
