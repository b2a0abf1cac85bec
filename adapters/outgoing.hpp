// What we tell a platform, in one form for all of them, and what became of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/event.hpp"

namespace adapters {

struct Choice { std::string title, payload; };               // payload comes back when it is tapped: at most 200 bytes

enum class MediaKind { image, file, sticker };
std::string_view name(MediaKind kind);                       // "image", "file", "sticker"
std::optional<MediaKind> media_kind(std::string_view name);
// A picture or file that goes with a message: by the id the platform gave for our upload, else by a public https address it fetches
// itself (Capabilities::media_by_url). A sticker is an upload_id out of the platform's own collection.
struct Media {
  MediaKind kind = MediaKind::image;
  std::string upload_id, url;
  std::string name;                                          // "ke-hoach-324.pdf"
};
// A row of a list: what is tapped (payload) or opened (url). Where no list is shown the adapter writes numbered lines.
struct ListItem { std::string title, subtitle, image_url, payload, url; };
// An approved template of the platform, for messages outside the window; only behind a setting.
struct UtilityTemplate { std::string name, language; std::vector<std::string> parameters; };

// One abstract message; each platform renders of it what it can show (Capabilities). The text must stand alone.
struct Message {
  std::string text;                                          // NFC; no longer than Capabilities::text_limit; may be empty beside media
  std::vector<Choice> choices{};                             // dropped where the platform shows none
  std::optional<Media> media{};
  std::vector<ListItem> items{};
  std::string quote{};                                       // id of the message this one answers; "" for none
  std::vector<std::string> mentions{};                         // ids of persons called by name before the text, in groups that can
  bool asks_contact = false;                                 // asks for name and phone by the platform's own form; text explains why
  std::optional<UtilityTemplate> utility{};
  bool plain = false;                                        // the platform did not take the form (RetryAt::plain): text and items as lines, nothing else
};

// What is done. message: to a person, a group, or publicly below a post or comment (ConversationKind::comments).
enum class Act {
  message,
  typing,                                                    // "is writing", where there is such a sign
  react,                                                     // `sign` on message `target`; sign "": take it back
  private_reply,                                             // one message to the writer of comment `target`
  post                                                       // on our own page; message.text
};
std::string_view name(Act act);
std::optional<Act> act(std::string_view name);

struct Outgoing {
  std::string job_id;                                        // ours; comes back in the echo where the platform allows it
  std::string account;
  ConversationId to;
  Message message;
  bool reply = true;                                         // false: on our own initiative (Messenger's messaging_type)
  Act act = Act::message;
  std::string target{}, sign{};
};

struct Capabilities {
  std::size_t text_limit = 2000;                             // Unicode code points of NFC text
  std::size_t max_choices = 0;                               // 0: none are shown
  std::size_t choice_title_limit = 0;                        // code points
  std::optional<std::int64_t> window_ms;                     // may write first only so long after the person's last interaction
  bool quotes = false;                                       // can reply to one message
  bool mentions = false;
  bool images = false, files = false;                        // carries them at all
  bool media_by_url = false;                                 // takes them by public address; false: only by upload
  bool list = false;                                         // shows Message::items as a list
  bool asks_contact = false;
  bool typing = false, reactions = false;                    // Act::typing, Act::react
  bool text_with_image = false, text_with_file = false;      // one message carries both; false: the text goes as a message of its own
  bool reactions_open = false;                               // a person's reaction opens the window, as a message does
  bool only_when_mentioned = false;                          // a group shows us only lines that mention us or answer us
};

// What became of one send. A closed set: every answer of a platform is mapped to one of these, in one place per platform.
struct Sent { std::string message_id; };
// at: UTC ms, 0: the sender's own back-off decides. refresh_token, upload_again: first renew the token, the upload.
// plain: send it again with Message::plain, as text without buttons, list or quote (the platform did not take the form).
// attempts: give the message up after so many in all (nobody knows what the answer means); 0: the sender's own number.
struct RetryAt {
  std::int64_t at = 0;
  std::string reason{};
  bool refresh_token = false;
  bool upload_again = false;
  bool plain = false;
  std::int64_t attempts = 0;
  std::int64_t pause = 0;                                    // ms; above 0: we were told to slow down, the whole account waits so long and this try does not count
};
enum class HoldUntil { person_writes, quota_renews, human_acts };
// stop_account: nothing more of this account goes out until a human acts; an administrator is told.
struct Hold { HoldUntil until = HoldUntil::human_acts; std::string reason; bool stop_account = false; };
struct Rejected { std::string reason; };
struct Unsure { std::string reason; };                       // written, then no usable answer: never blindly sent again
using Outcome = std::variant<Sent, RetryAt, Hold, Rejected, Unsure>;
std::string_view name(const Outcome& outcome);               // "sent", "retry_at", "hold", "rejected", "unsure"

// What an account needs to speak: tokens change while running (kept sealed in the database), the rest is configuration.
struct Credentials {
  std::string access_token, refresh_token;
  std::int64_t expires_at = 0;                               // UTC ms; 0: does not expire
};

// Why a refresh brought no new pair. later: the refresh token is unspent, try again in a while; lost: it may be spent already, one more
// try with it tells; consent_lost: a human must consent again; refused: our own settings are wrong (app id, app secret).
struct RefreshMiss {
  enum class Then { later, lost, consent_lost, refused };
  Then then = Then::refused;
  std::string reason;                                        // no secret in it
};

// ---- Uploads ----
struct File { MediaKind kind = MediaKind::file; std::string name, type, bytes; };  // type: MIME
struct Uploaded { std::string id; std::int64_t expires_at = 0; };                  // UTC ms; 0: nobody says

// ---- Health of an account, asked of the platform from time to time ----
struct Probe { std::string name; };                          // "token", "webhook", "account"
// fine; stop: the account cannot send until a human acts; mend: `remedy` puts it right (the platform forgot our webhook);
// unknown: no usable answer, ask again later.
struct Finding {
  enum class State { fine, mend, stop, unknown };
  State state = State::unknown;
  std::string reason;                                        // for the log, the metric and the officers' line: no secret in it
  bool refresh_token = false;                                // the token was refused: renew it first, then ask again
};

// What our own messages in a conversation were, read back from the platform: evidence for sends without an answer.
struct Said { std::string message_id, text, job_id; std::int64_t at = 0; };  // at: UTC ms

}  // namespace adapters
