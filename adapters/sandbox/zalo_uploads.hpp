// Uploads to Zalo: POST /v2.0/oa/upload/image, gif or file, multipart; kept seven days.
#pragma once

#include "adapters/http/message.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// The caller has checked the token. Answers {"data":{"attachment_id"}} or, for files, {"data":{"token"}}; -201: wrong type or
// no file name with its extension, -210: too large.
http::Response zalo_upload(Stage& stage, const http::Request& request);

}  // namespace adapters::sandbox
