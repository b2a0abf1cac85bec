// Webhook bodies as Facebook writes them: values in, one Webhook out. Times are UTC ms.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// A person wrote or sent a picture; with a payload it was a tap on a quick reply.
Webhook messenger_person_message(const FacebookAccount& account, const Chat& chat, const Line& line,
                                 const std::string& payload);
// A tap on a button of a template or menu, or on "get started"; ref: code of the link that brought the person, "" for none.
Webhook messenger_postback(const FacebookAccount& account, const Chat& chat, const Line& line,
                           const std::string& payload, const std::string& ref = {});
// The person followed a link with a code into a chat that was there already.
Webhook messenger_referral(const FacebookAccount& account, const Chat& chat, const std::string& ref, std::int64_t at);
// The echo of what the Page sent: `metadata` is what the sender gave, "" for none; app_id: of the app, ours or another.
Webhook messenger_echo(const FacebookAccount& account, const Chat& chat, const Line& line, const std::string& metadata,
                       const std::string& app_id);
Webhook messenger_delivery(const FacebookAccount& account, const Chat& chat, const std::vector<std::string>& mids,
                           std::int64_t watermark, std::int64_t at);
Webhook messenger_read(const FacebookAccount& account, const Chat& chat, std::int64_t watermark, std::int64_t at);
// emoji "": it was taken back.
Webhook messenger_reaction(const FacebookAccount& account, const Chat& chat, const std::string& mid, const std::string& emoji,
                           std::int64_t at);
Webhook messenger_edit(const FacebookAccount& account, const Chat& chat, const Line& line, std::int64_t at);
Webhook messenger_unsent(const FacebookAccount& account, const Chat& chat, const std::string& mid, std::int64_t at);
// A comment below a post; verb: add, edited, remove, hide. By the Page itself if the line is the bot's.
Webhook page_comment(const FacebookAccount& account, const Chat& post, const Line& comment, const std::string& verb, std::int64_t at);
// A post of the Page.
Webhook page_post(const FacebookAccount& account, const PagePost& post, const std::string& verb, std::int64_t at);

}  // namespace adapters::sandbox
