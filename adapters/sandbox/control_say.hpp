// POST /sandbox/say: what a person does. Beside person, platform and group or post, one of:
//   {"text":…,"reply_to":ID?}                    writes (below a post: comments)   → {"message_id":…}
//   {"payload":…,"text":title?}                  taps a button
//   {"attachment":{"kind":"image",…},"text":…?}  sends a picture, sticker, file or voice; url, name, size beside kind
//   {"action":"begin"|"link"|"open"|"unfollow"|"block"|"chatnow"|"withdraw"}     "ref" beside begin and link
//   {"action":"join"|"leave"}                    a group, which the person need not be in
//   {"action":"react","message":ID,"sign":…}     "" takes it back
//   {"action":"edit","message":ID,"text":…}, {"action":"erase","message":ID}
//   {"action":"contact","name":…,"phone":…}      fills in the form
//   {"action":"staff","admin":…,"text":…}        a human of ours answers in the platform's own tool
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "adapters/http/message.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// Throws std::invalid_argument with one sentence.
http::Response control_say(Stage& stage, const nlohmann::json& body);

}  // namespace adapters::sandbox
