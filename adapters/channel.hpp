// The contract between the bot and a messenger platform. Everything here is pure: raw bytes in, values out; values in, requests
// out. I/O, pacing and storage are the engine's. A new platform is one folder beside this file and one line in bot/platforms.cpp.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/event.hpp"
#include "adapters/http/message.hpp"
#include "adapters/outgoing.hpp"

namespace adapters {

class GroupAdmin;                                            // group_admin.hpp
class Consent;                                               // consent.hpp
struct ProfileTexts;                                         // profile_texts.hpp

class Channel {
 public:
  virtual ~Channel() = default;
  virtual std::string_view kind() const = 0;                 // "zalo_oa", "zalo_bot", "facebook"

  // ---- Webhooks ----
  // The platform's set-up probe (GET handshake, empty body): its answer, or nothing if the request is an ordinary webhook.
  virtual std::optional<http::Response> handshake(const http::Request& request) const = 0;
  // Is the body signed by the platform? Constant time, over the raw bytes, before any parsing.
  virtual bool verify(const http::Request& request) const = 0;
  // All events of a body, in order; at least one (ignored/empty). Throws BadBody.
  virtual std::vector<Event> parse(std::string_view body) const = 0;

  // ---- Sending ----
  virtual Capabilities capabilities(ConversationKind kind) const = 0;
  // Throws std::invalid_argument for an act that the capabilities exclude.
  virtual http::ClientRequest compose(const Outgoing& outgoing, const Credentials& credentials) const = 0;
  virtual Outcome classify(const Outgoing& outgoing, const http::ClientResult& result, std::int64_t now) const = 0;
  // How much of the platform's allowance is used up, by what an answer's headers say: 0 to 1 and above; nothing: they do not say.
  virtual std::optional<double> usage(const http::ClientResponse&) const { return std::nullopt; }

  // Why the platform would not take this file ("file_too_large", "file_type", "media_unsupported"); "" if it would.
  virtual std::string refuses(const File&) const { return "media_unsupported"; }
  virtual std::optional<http::ClientRequest> upload_request(const std::string& /*account*/, const File&, const Credentials&) const { return std::nullopt; }
  virtual std::variant<Uploaded, Outcome> read_upload(const http::ClientResult&, std::int64_t /*now*/) const { return Outcome{Rejected{"media_unsupported"}}; }

  // The same where the file itself matters too: call this one.
  virtual std::variant<Uploaded, Outcome> read_upload_of(const File&, const http::ClientResult& result, std::int64_t now) const { return read_upload(result, now); }

  // Reads back our latest messages of a conversation, newest first; no request: the platform shows none.
  virtual std::optional<http::ClientRequest> said_request(const std::string& /*account*/, const ConversationId&, const Credentials&) const { return std::nullopt; }
  virtual std::optional<std::vector<Said>> read_said(const http::ClientResult&) const { return std::nullopt; }
  // Is what was read back this message? By the job id if it came back, else by the text as compose wrote it.
  virtual bool is_said(const Outgoing& outgoing, const Said& said) const;

  // ---- Tokens ----
  // Token refresh. No request: this platform has none. The answer: new credentials, or nothing if it was refused.
  virtual std::optional<http::ClientRequest> refresh_request(const Credentials& credentials) const = 0;
  virtual std::optional<Credentials> read_refresh(const http::ClientResult& result, std::int64_t now) const = 0;
  // Of an answer that read_refresh found no pair in.
  virtual RefreshMiss refresh_miss(const http::ClientResult& result) const;

  // ---- Watch ----
  // What can be asked about the health of an account, each by one request.
  virtual std::vector<Probe> probes() const { return {}; }
  virtual http::ClientRequest probe_request(const Probe&, const std::string& /*account*/, const Credentials&) const { return {}; }
  virtual Finding read_probe(const Probe&, const http::ClientResult&) const { return {}; }
  // Of a finding `mend`: what puts it right.
  virtual std::optional<http::ClientRequest> remedy(const Probe&, const std::string& /*account*/, const Credentials&) const { return std::nullopt; }

  // ---- Set-up ----
  // The requests that give our presence on the platform its texts (greeting, menu, webhook), in order; done once and when texts change.
  virtual std::vector<http::ClientRequest> set_up(const std::string& /*account*/, const ProfileTexts&, const Credentials&) const { return {}; }
  // What became of one of them, by its status and by an error in its body: fine, stop (refused) or unknown (no usable answer).
  virtual Finding read_set_up(const http::ClientResult&) const;
  virtual const GroupAdmin* group_admin() const { return nullptr; }  // null: groups cannot be administered from outside
  virtual const Consent* consent() const { return nullptr; }         // null: tokens are given by hand
  // A link that opens a chat with us and brings `ref` along where the platform can; "": there is none.
  virtual std::string chat_link(const std::string& /*account*/, const std::string& /*ref*/) const { return {}; }
};

}  // namespace adapters
