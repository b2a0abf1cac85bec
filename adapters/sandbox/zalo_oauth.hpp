// Zalo's consent and tokens: the page an administrator agrees on, codes with PKCE, refresh tokens that work once.
#pragma once

#include <optional>

#include "adapters/http/message.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// Nothing if the path is none of oauth.zaloapp.com's. Errors come with HTTP 200.
//   GET  /v4/oa/permission    ?app_id=&redirect_uri=&code_challenge=&state=: the page
//   POST /v4/oa/permission    the administrator agreed: back to redirect_uri?code=…&oa_id=…&state=…
//   POST /v4/oa/access_token  header secret_key; grant_type=authorization_code or refresh_token
std::optional<http::Response> zalo_oauth_answer(Stage& stage, const http::Request& request);
bool is_zalo_refresh(const http::Request& request);

}  // namespace adapters::sandbox
