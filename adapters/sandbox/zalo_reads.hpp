// Reading from Zalo: the OA itself, users, groups, members, what was said lately. The caller has checked the token.
#pragma once

#include "adapters/http/message.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

http::Response zalo_oa_info(Stage& stage, const http::Request& request);
http::Response zalo_user_detail(Stage& stage, const http::Request& request);    // ?data={"user_id":…}
http::Response zalo_user_list(Stage& stage, const http::Request& request);      // ?data={"offset":0,"count":50}
http::Response zalo_user_history(Stage& stage,
                                 const http::Request& request);  // ?data={"user_id":…,"offset":0,"count":10}
http::Response zalo_recent_chats(Stage& stage, const http::Request& request);   // ?data={"offset":0,"count":10}
http::Response zalo_group_info(Stage& stage, const http::Request& request);     // ?group_id=
http::Response zalo_groups(Stage& stage, const http::Request& request);         // ?offset=&count=
http::Response zalo_group_members(Stage& stage, const http::Request& request);  // ?group_id=&offset=&count=
http::Response zalo_group_waiting(Stage& stage, const http::Request& request);  // ?group_id=&offset=&count=
http::Response zalo_group_history(Stage& stage, const http::Request& request);  // ?group_id=&offset=&count=
http::Response zalo_group_recent(Stage& stage, const http::Request& request);   // ?offset=&count=

}  // namespace adapters::sandbox
