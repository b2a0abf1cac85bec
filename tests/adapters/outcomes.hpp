// Outcomes as one line of words, for tables.
#pragma once

#include <string>

#include "adapters/channel.hpp"

// "retry_at +5000 refresh", "hold person", "hold human stop", "sent m1".
inline std::string told(const adapters::Outcome& outcome, std::int64_t now) {
  std::string text(adapters::name(outcome));
  if (const auto* sent = std::get_if<adapters::Sent>(&outcome)) text += " " + sent->message_id;
  if (const auto* retry = std::get_if<adapters::RetryAt>(&outcome)) {
    if (retry->at != 0) text += " +" + std::to_string(retry->at - now);
    if (retry->refresh_token) text += " refresh";
    if (retry->upload_again) text += " upload";
    if (retry->plain) text += " plain";
    if (retry->attempts != 0) text += " at most " + std::to_string(retry->attempts);
  }
  if (const auto* held = std::get_if<adapters::Hold>(&outcome)) {
    const bool quota = held->until == adapters::HoldUntil::quota_renews;
    text += held->until == adapters::HoldUntil::person_writes ? " person" : quota ? " quota" : " human";
    if (held->stop_account) text += " stop";
  }
  return text;
}

inline std::string reason_of(const adapters::Outcome& outcome) {
  if (const auto* retry = std::get_if<adapters::RetryAt>(&outcome)) return retry->reason;
  if (const auto* held = std::get_if<adapters::Hold>(&outcome)) return held->reason;
  if (const auto* rejected = std::get_if<adapters::Rejected>(&outcome)) return rejected->reason;
  if (const auto* unsure = std::get_if<adapters::Unsure>(&outcome)) return unsure->reason;
  return {};
}

// A request as it goes out: "POST https://host/path", its headers a line each, an empty line, the body.
inline std::string wire(const adapters::http::ClientRequest& request) {
  auto text = request.method + " " + request.url + "\n";
  for (const auto& [key, value] : request.headers) text += key + ": " + value + "\n";
  return text + "\n" + request.body;
}
