// Administration of GMF groups on Zalo: licences, a new group, its members, settings and end, with the webhooks that follow.
#pragma once

#include "adapters/http/message.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// The caller has checked the token.
http::Response zalo_group_quota(Stage& stage, const http::Request& request);
http::Response zalo_group_create(Stage& stage, const http::Request& request);
http::Response zalo_group_update(Stage& stage, const http::Request& request);        // name, description, settings
http::Response zalo_group_licence(Stage& stage, const http::Request& request);
http::Response zalo_group_invite(Stage& stage, const http::Request& request);
http::Response zalo_group_accept(Stage& stage, const http::Request& request);
http::Response zalo_group_reject(Stage& stage, const http::Request& request);
http::Response zalo_group_remove(Stage& stage, const http::Request& request);
http::Response zalo_group_add_admins(Stage& stage, const http::Request& request);
http::Response zalo_group_remove_admins(Stage& stage, const http::Request& request);
http::Response zalo_group_delete(Stage& stage, const http::Request& request);
// What getgroup and the calls that change a group answer.
http::Response zalo_group_answer(const Stage& stage, const Group& group);

}  // namespace adapters::sandbox
