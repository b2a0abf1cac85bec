// The Zalo Official Account platform: direct chats and GMF groups over OpenAPI v3.0.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/channel.hpp"

namespace adapters {

struct ZaloOaSettings {
  std::string app_id;                                        // a signed body of another app is refused; "" accepts any
  std::vector<std::string> oa_secrets;                       // "OA Secret Key" of the webhook page; two while one is replaced
  std::string app_secret;                                    // for the token refresh
  std::string openapi_url = "https://openapi.zalo.me";
  std::string oauth_url = "https://oauth.zaloapp.com";
  std::vector<std::string> accounts;                         // OA ids we serve; empty: all
  // What the platform's documents leave in doubt.
  bool send_proof = false;                                   // appsecret_proof with each call
  bool buttons = true, lists = true;                         // in direct chats; refused ones go again as plain text
  bool group_quotes = false;
  std::string gif_field = "file";                            // field of the upload form; an example of the documents says "image"
  std::string contact_image;                                 // picture of the form that asks for name and phone; "": none
};

std::unique_ptr<Channel> make_zalo_oa(ZaloOaSettings settings);

}  // namespace adapters
