// Webhook bodies as Zalo writes them: values in, one Webhook out. Times are UTC ms.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// A person wrote or sent a picture, in a direct chat or a group; also what a tap on a button becomes.
Webhook zalo_person_message(const ZaloAccount& account, const Chat& chat, const Person& from, const Line& line);
// The echo of what the OA sent; admin_id: of the human who wrote it in the OA's tool, "" if it was this service.
Webhook zalo_echo(const ZaloAccount& account, const Chat& chat, const Line& line, const std::string& admin_id);
Webhook zalo_received(const ZaloAccount& account, const Chat& chat, const std::string& message_id, std::int64_t at);
Webhook zalo_seen(const ZaloAccount& account, const Chat& chat, const std::vector<std::string>& message_ids,
                  std::int64_t at);
// by_oa: oa_reacted_message, else user_reacted_message.
Webhook zalo_reaction(const ZaloAccount& account, const Chat& chat, const std::string& message_id, const std::string& icon,
                      bool by_oa, std::int64_t at);
Webhook zalo_follow(const ZaloAccount& account, const Chat& chat, bool follows, std::int64_t at);
Webhook zalo_clicked_chat(const ZaloAccount& account, const Chat& chat, std::int64_t at);
// What a person handed over by the form; the phone goes as a number, like the platform's.
Webhook zalo_submitted_info(const ZaloAccount& account, const Chat& chat, const std::string& name,
                            const std::string& phone, std::int64_t at);
// The person demands that their data be deleted.
Webhook zalo_withdraw(const ZaloAccount& account, const Chat& chat, std::int64_t at);
Webhook zalo_permission_revoked(const ZaloAccount& account, std::int64_t at);
// create_group, update_group_info, delete_group (no users); user_join_group, user_out_group, user_request_join_group, accept_…,
// reject_request_join_group, add_group_admin, remove_group_admin (Zalo user ids).
Webhook zalo_group_event(const ZaloAccount& account, const Chat& group, const std::string& event,
                         const std::vector<std::string>& users, std::int64_t at);

}  // namespace adapters::sandbox
