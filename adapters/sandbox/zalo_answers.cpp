#include "adapters/sandbox/zalo_answers.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/wire.hpp"

namespace adapters::sandbox {
namespace {

std::string_view sentence_of(int code) {
  static const std::map<int, std::string_view> sentences{
      {-32, "Application has reached limit call api"},
      {-100, "attachment_id is expired"},
      {-200, "Sending message failed"},
      {-201, "Params is invalid"},
      {-204, "OA is deleted or disabled"},
      {-205, "OA does not exist"},
      {-209, "Application is not activated"},
      {-210, "Parameter exceeds the limit"},
      {-211, "Out of quota"},
      {-212, "Application has not registered this API"},
      {-213, "User has not followed OA"},
      {-216, "Access token is invalid"},
      {-217, "User blocked invitation"},
      {-218, "Out of quota receive"},
      {-219, "Application is removed or disabled"},
      {-220, "access_token is expired or removed"},
      {-221, "OA has not been verified"},
      {-223, "OA has not granted permission"},
      {-224, "OA must upgrade package"},
      {-227, "User is banned or has been inactive for more than 45 days"},
      {-230, "User has not interacted with the OA in the past 7 days"},
      {-232, "User has not interacted with the OA or the last interaction is expired"},
      {-233, "Message type is invalid or not support"},
      {-234, "Not allowed between 22:00 and 06:00"},
      {-237, "GMF group has expired"},
      {-238, "asset_id has been used or is not available"},
      {-240, "API v2 has been shut down, please use v3"},
      {-242, "appsecret_proof is invalid"},
      {-244, "User has restricted this message type"},
      {-403, "OA is not a member of group"}};
  const auto found = sentences.find(code);
  return found == sentences.end() ? "Error" : found->second;
}

}  // namespace

http::Response zalo_ok(const nlohmann::json& data) {
  return json_answer({{"data", data}, {"error", 0}, {"message", "Success"}});
}
http::Response zalo_done() { return json_answer({{"error", 0}, {"message", "Success"}}); }
http::Response zalo_error(int code) { return zalo_error(code, sentence_of(code)); }
http::Response zalo_error(int code, std::string_view sentence) {
  return json_answer({{"error", code}, {"message", sentence}});
}

http::Response zalo_refusal(const ZaloRefused& refused) {
  return refused.sentence.empty() ? zalo_error(refused.code) : zalo_error(refused.code, refused.sentence);
}

}  // namespace adapters::sandbox
