// The tests' handle on the sandbox: speak as a person, read what the bot sent, order faults, move the clock.
//
//   POST   /sandbox/say     {"person":KEY,"platform":"zalo"|"facebook","group":ID?,"text":…}  → {"message_id":…}
//                           {"person":KEY,"platform":…,"payload":…,"text":title?}  a tap on a button
//                           {"person":KEY,"platform":…,"action":"begin"|"open"}  first contact; opens the chat
//                           {"person":KEY,"platform":"zalo","action":"unfollow"}
//                           {"person":KEY,"platform":"zalo","group":ID,"action":"join"|"leave"}
//   GET    /sandbox/record  ?after=NUMBER&to=ID  → {"count":N,"sends":[…]}
//   POST   /sandbox/record  {"keep":N}        how many are kept from now on
//   DELETE /sandbox/record                    forgets them
//   GET    /sandbox/webhooks                  {"attempts":…,"delivered":…,"waiting":…,"given_up":…}
//   POST   /sandbox/faults  a plan, see faults.hpp; {} ends all faults
//   POST   /sandbox/clock   {"advance_ms":N}  → {"now":MS}: the platforms' clock only
//   GET    /sandbox/people  → {"persons":[{"key","name","zalo_user_id","facebook_psid","unit","note"}],"groups":[{"id","name"}]}
#pragma once

#include <optional>

#include "adapters/http/message.hpp"
#include "adapters/sandbox/courier.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// Nothing if the path is not below /sandbox/. Wrong input answers 400 or 404 with one sentence.
std::optional<http::Response> control_answer(Stage& stage, const CourierStats& webhooks, const http::Request& request);

}  // namespace adapters::sandbox
