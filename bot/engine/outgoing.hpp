// From what the rules say to rows of the outbox, and from a row to what an adapter composes.
#pragma once

#include <vector>

#include "adapters/channel.hpp"
#include "bot/engine/context.hpp"
#include "storage/outbox.hpp"

namespace engine {

// Puts the messages into the outbox, in this transaction, cut to what the channel carries: one row a part, choices and the delivery on
// the last, a picture or file on a part of its own where the platform does not carry it beside a text. `answering`: the conversation
// whose event this is the answer to ("": nobody's): while a human speaks there, answers are dropped and everything else waits.
// Gives the id of the last row, 0 for none. A storage thread.
std::int64_t enqueue(storage::Session& session, const Context& context, const trade_union::Outgoing& message, const std::string& answering, std::int64_t now);
void enqueue(storage::Session& session, const Context& context, const std::vector<trade_union::Outgoing>& messages, const std::string& answering,
             std::int64_t now);

adapters::ConversationKind kind_of(std::string_view row_kind);

// The claimed row as the adapter wants it, but for its media. Choices are all shown or none: some of them would be a question asked
// unfairly, and the text stands alone. Throws nlohmann::json::exception on a row that was not written by enqueue.
struct Prepared { adapters::Outgoing outgoing; std::int64_t media = 0; };
Prepared prepare(const storage::outbox::Claimed& row, const adapters::Channel& channel);

std::int64_t media_of(const std::string& message);       // of a row's message; 0: none
// Is it a message that only goes to a person inside the platform's window?
bool needs_window(const storage::outbox::Claimed& row);

}  // namespace engine
