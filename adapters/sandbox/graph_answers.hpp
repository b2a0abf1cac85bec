// How the Graph API words a refusal: {"error":{"message","type","code","error_subcode"?,"fbtrace_id"}} and a status.
#pragma once

#include <string_view>

#include "adapters/http/message.hpp"

namespace adapters::sandbox {

struct GraphError {
  int code;
  int subcode = 0;                          // 0: none
  int status = 400;
  std::string_view message = "";
  bool transient = false;
};
http::Response graph_error(const GraphError& error);

inline constexpr GraphError bad_token{190, 0, 400, "Invalid OAuth access token - Cannot parse access token"};
inline constexpr GraphError expired_token{190, 463, 400, "Error validating access token: Session has expired"};
inline constexpr GraphError bad_proof{100, 0, 400, "Invalid appsecret_proof provided in the API argument"};
inline constexpr GraphError no_proof{100, 0, 400, "API calls from the server require an appsecret_proof argument"};
inline constexpr GraphError no_object{100, 33, 400,
                                      "Unsupported request. Object does not exist or permissions are missing"};
inline constexpr GraphError no_user{100, 2018001, 400, "(#100) No matching user found"};
inline constexpr GraphError window_closed{10, 2018278, 403, "(#10) This message is sent outside of allowed window."};
inline constexpr GraphError revoked_token{190, 458, 400, "Error validating access token: The user has not authorized application"};
inline constexpr GraphError too_long{100, 0, 400,
                                     "(#100) Length of param message[text] must be less than or equal to 2000"};
inline constexpr GraphError bad_message{100, 0, 400, "(#100) Invalid parameter"};
inline constexpr GraphError no_attachment{100, 2018074, 400, "(#100) Invalid attachment id"};
inline constexpr GraphError bad_upload{100, 2018047, 400, "(#100) Upload attachment failure"};
inline constexpr GraphError too_large{100, 2018109, 400, "(#100) Attachment size exceeds allowable limit"};
inline constexpr GraphError bad_comment{100, 2534025, 400, "(#100) The comment is invalid for a private reply"};
inline constexpr GraphError replied_before{10900, 0, 400, "(#10900) Activity already replied to"};
inline constexpr GraphError person_gone{551, 1545041, 400, "(#551) This person isn't available right now"};
inline constexpr GraphError no_get_started{100, 0, 400, "(#100) You must set a Get Started button if you also wish to use persistent menu"};
inline constexpr GraphError too_many{613, 0, 429, "(#613) Calls to this api have exceeded the rate limit."};
inline constexpr GraphError over_budget{80006, 0, 429, "(#80006) There have been too many messages sent from this account."};
inline constexpr GraphError temporary{2, 0, 500, "An unexpected error has occurred. Please retry your request later.",
                                      true};

}  // namespace adapters::sandbox
