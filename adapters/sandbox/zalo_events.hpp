// Webhook bodies as Zalo writes them: values in, one Webhook out. Times are UTC ms.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// A person wrote, in a direct chat or a group; also what a tap on a button becomes.
Webhook zalo_person_text(const ZaloAccount& account, const Chat& chat, const Person& from, const Line& line);
// The echo of what the OA sent.
Webhook zalo_echo(const ZaloAccount& account, const Chat& chat, const Line& line);
Webhook zalo_received(const ZaloAccount& account, const Chat& chat, const std::string& message_id, std::int64_t at);
Webhook zalo_seen(const ZaloAccount& account, const Chat& chat, const std::vector<std::string>& message_ids,
                  std::int64_t at);
Webhook zalo_follow(const ZaloAccount& account, const Chat& chat, bool follows, std::int64_t at);
// user_join_group or user_out_group.
Webhook zalo_membership(const ZaloAccount& account, const Chat& group, const Person& who, bool joins, std::int64_t at);

}  // namespace adapters::sandbox
