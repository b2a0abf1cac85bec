// The tests' handle on the sandbox: speak as a person, read what the bot sent, order faults, move the clock.
//
//   POST   /sandbox/say       {"person":KEY,"platform":"zalo"|"facebook"|"zalo_bot","group":ID? or "post":ID?, …}, see control_say.hpp
//   GET    /sandbox/record    ?after=NUMBER&to=ID  → {"count":N,"dropped":N,"sends":[…]}; ?twice=1 → who got the same words twice
//   POST   /sandbox/record    {"keep":N or "all"}   how many are kept from now on
//   DELETE /sandbox/record                         forgets them
//   GET    /sandbox/webhooks  {"attempts":…,"delivered":…,"waiting":…,"given_up":…,"on":{"zalo":true,…}}
//   POST   /sandbox/webhooks  {"platform":…,"on":true}: the administrator switches them on (or off) again
//   POST   /sandbox/faults    a plan, see faults.hpp; {} ends all faults
//   POST   /sandbox/account   {"platform":…,"tokens":"good"|"expired"|"revoked"?,"error":N?,"subcode":N?,"usage":0.85?,"plain_only":true?}
//   POST   /sandbox/group     {"group":ID,"lapsed":true?,"approves":true?}
//   POST   /sandbox/clock     {"advance_ms":N}  → {"now":MS}: the platforms' clock only
//   GET    /sandbox/people    → {"persons":[{"key","name","zalo_user_id","facebook_psid","bot_user_id","unit","note"}],
//                                "groups":[{"id","name","platform"}],"posts":[{"id","text"}]}
#pragma once

#include <optional>

#include "adapters/http/message.hpp"
#include "adapters/sandbox/courier.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// Nothing if the path is not below /sandbox/. Wrong input answers 400 or 404 with one sentence.
std::optional<http::Response> control_answer(Stage& stage, const CourierStats& webhooks, const http::Request& request);

}  // namespace adapters::sandbox
