// What our buttons carry: "#1 vote 5 2".
#include <charconv>
#include <vector>

#include "bot/language/intent.hpp"

namespace language {
namespace {

constexpr std::string_view kVersion = "#1";
constexpr std::size_t kMostParts = 40;

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < text.size() && parts.size() < kMostParts;) {
    const auto end = std::min(text.find_first_of(" \t\r\n", at), text.size());
    if (end > at) parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

bool number(std::string_view text, std::int64_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 0;
}

Intent unknown() { return {"unclear", {{"candidates", nlohmann::json::array()}}}; }

Intent with_number(const char* name, const char* argument, std::string_view text) {
  std::int64_t value = 0;
  if (!number(text, value)) return unknown();
  return {name, {{argument, value}}};
}

Intent vote(const std::vector<std::string_view>& parts) {
  std::int64_t poll = 0;
  if (parts.size() < 4 || !number(parts[2], poll)) return unknown();
  Intent intent{"poll_vote", {{"poll", poll}, {"choices", nlohmann::json::array()}}};
  for (std::size_t i = 3; i < parts.size(); ++i) {
    std::int64_t choice = 0;
    if (!number(parts[i], choice) || choice == 0) return unknown();
    intent.args["choices"].push_back(choice);
  }
  return intent;
}

// "#1 admit 5 2": guest 5 is the second of the list.
Intent admit(const std::vector<std::string_view>& parts) {
  std::int64_t guest = 0, which = 0;
  if (!number(parts[2], guest) || !number(parts[3], which)) return unknown();
  return {"relay_admit", {{"guest", guest}, {"who", std::to_string(which)}}};
}

}  // namespace

bool is_payload(std::string_view text) {
  const auto parts = parts_of(text.substr(0, 64));
  return !parts.empty() && parts[0].size() == 2 && parts[0][0] == '#' && parts[0][1] >= '0' && parts[0][1] <= '9' && parts.size() > 1;
}

Intent read_payload(std::string_view payload) {
  const auto parts = parts_of(payload);
  if (parts.size() < 2 || parts[0] != kVersion) return unknown();
  const auto word = parts[1];
  if (word == "more" && parts.size() == 2) return {"more"};
  if (word == "vote") return vote(parts);
  if (word == "admit" && parts.size() == 4) return admit(parts);
  if (parts.size() != 3) return unknown();
  if (word == "ack") return with_number("ack", "directive_id", parts[2]);
  if (word == "view") return with_number("directive_find", "directive_id", parts[2]);
  if (word == "refuse") return with_number("relay_refuse", "guest", parts[2]);
  if (word == "checkin") return with_number("checkin", "meeting_id", parts[2]);
  if (word == "yes" || word == "no") return {word == "yes" ? "confirm_yes" : "confirm_no", {{"nonce", parts[2]}}};
  return unknown();
}

}  // namespace language
