#include "adapters/sandbox/zalo_answers.hpp"

#include <map>
#include <nlohmann/json.hpp>

namespace adapters::sandbox {
namespace {

std::string_view sentence_of(int code) {
  static const std::map<int, std::string_view> sentences{
      {-32, "Application has reached limit call api"},
      {-200, "Sending message failed"},
      {-201, "Params is invalid"},
      {-210, "Parameter exceeds the limit"},
      {-213, "User has not followed OA"},
      {-216, "Access token is invalid"},
      {-220, "access_token is expired or removed"},
      {-230, "User has not interacted with the OA in the past 7 days"},
      {-232, "User has not interacted with the OA or the last interaction is expired"},
      {-233, "Message type is invalid or not support"},
      {-237, "GMF group has expired"},
      {-242, "appsecret_proof is invalid"},
      {-403, "OA is not a member of group"}};
  const auto found = sentences.find(code);
  return found == sentences.end() ? "Error" : found->second;
}

http::Response answer(nlohmann::json body) {
  http::Response response;
  response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return response;
}

}  // namespace

http::Response zalo_ok(const nlohmann::json& data) {
  return answer({{"data", data}, {"error", 0}, {"message", "Success"}});
}
http::Response zalo_done() { return answer({{"error", 0}, {"message", "Success"}}); }
http::Response zalo_error(int code) { return zalo_error(code, sentence_of(code)); }
http::Response zalo_error(int code, std::string_view sentence) {
  return answer({{"error", code}, {"message", sentence}});
}

}  // namespace adapters::sandbox
