// Facebook: uploads, what we said read back, the health of a Page, its set-up.
#include <catch2/catch.hpp>

#include "adapters/facebook/facebook.hpp"
#include "adapters/profile_texts.hpp"
#include "tests/adapters/outcomes.hpp"
#include "tests/fuzz/keep.hpp"

using namespace adapters;

namespace {

constexpr std::int64_t now = 1'790'000'012'345;
constexpr std::int64_t day = 86'400'000;
const Credentials credentials{"token", "", 0};
const std::string expired = R"({"error":{"code":190,"error_subcode":463}})";

std::unique_ptr<Channel> facebook(bool group_feed = false) {
  FacebookSettings settings;
  settings.app_id = "777";
  settings.accounts = {"100"};
  settings.graph_url = "http://127.0.0.1:8002";
  settings.group_feed = group_feed;
  return make_facebook(settings);
}

std::string got(const std::string& path) { return "GET http://127.0.0.1:8002/v26.0/" + path + "\nAuthorization: Bearer token\n\n"; }
std::string posted(const std::string& path, const std::string& body) {
  return "POST http://127.0.0.1:8002/v26.0/" + path + "\nContent-Type: application/json\nAuthorization: Bearer token\n\n" + body;
}
http::ClientResponse response(int status, const std::string& body) {
  fuzz::keep_answer(status, "", body);
  return {status, {}, body};
}

std::string found(const Finding& finding) {
  constexpr std::array<const char*, 4> names = {"fine", "mend", "stop", "unknown"};
  return std::string(names.at(static_cast<std::size_t>(finding.state))) + (finding.reason.empty() ? "" : ": " + finding.reason);
}
std::string probed(const std::string& probe, int status, const std::string& body) {
  return found(facebook()->read_probe({probe}, response(status, body)));
}

File file(MediaKind kind, std::string type, std::size_t size) { return {kind, "a.bin", std::move(type), std::string(size, 'x')}; }

}  // namespace

TEST_CASE("Facebook: files it would not take are refused before they are sent") {
  constexpr std::size_t megabyte = 1024 * 1024;
  CHECK(facebook()->refuses(file(MediaKind::image, "image/png", 8 * megabyte)).empty());
  CHECK(facebook()->refuses(file(MediaKind::image, "image/png", 8 * megabyte + 1)) == "file_too_large");
  CHECK(facebook()->refuses(file(MediaKind::image, "image/tiff", 1)) == "file_type");
  CHECK(facebook()->refuses(file(MediaKind::file, "application/pdf", 25 * megabyte)).empty());
  CHECK(facebook()->refuses(file(MediaKind::file, "application/pdf", 25 * megabyte + 1)) == "file_too_large");
  CHECK(facebook()->refuses(file(MediaKind::file, "application/pdf", 0)) == "file_type");
  CHECK(facebook()->refuses(file(MediaKind::sticker, "image/png", 1)) == "media_unsupported");
  CHECK_FALSE(facebook()->upload_request("100", file(MediaKind::sticker, "image/png", 1), credentials));
}

TEST_CASE("Facebook: an upload is a form that makes the file usable again") {
  const auto request = facebook()->upload_request("100", {MediaKind::file, "ke-hoach.pdf", "application/pdf", "%PDF-1.7"}, credentials);
  REQUIRE(request);
  CHECK(request->method == "POST");
  CHECK(request->url == "http://127.0.0.1:8002/v26.0/100/message_attachments");
  CHECK(http::find_header(request->headers, "Authorization") == "Bearer token");
  const std::string type(http::find_header(request->headers, "Content-Type"));
  const std::string begin = "multipart/form-data; boundary=";
  REQUIRE(type.starts_with(begin));
  const auto boundary = type.substr(begin.size());
  CHECK(request->body == "--" + boundary + "\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n"
                         R"({"attachment":{"type":"file","payload":{"is_reusable":true}}})" "\r\n--" + boundary +
                         "\r\nContent-Disposition: form-data; name=\"filedata\"; filename=\"ke-hoach.pdf\"\r\n"
                         "Content-Type: application/pdf\r\n\r\n%PDF-1.7\r\n--" + boundary + "--\r\n");
}

TEST_CASE("Facebook: an upload's id lasts 90 days, one of which is ours") {
  const auto read = [](int status, const std::string& body) { return facebook()->read_upload(response(status, body), now); };
  const auto uploaded = read(200, R"({"attachment_id":"1854626884821032"})");
  REQUIRE(std::holds_alternative<Uploaded>(uploaded));
  CHECK(std::get<Uploaded>(uploaded).id == "1854626884821032");
  CHECK(std::get<Uploaded>(uploaded).expires_at == now + 89 * day);
  const auto outcome = [&](int status, const std::string& body) { return told(std::get<Outcome>(read(status, body)), now); };
  CHECK(outcome(400, R"({"error":{"code":100,"error_subcode":2018109}})") == "rejected");
  CHECK(outcome(400, R"({"error":{"code":100,"error_subcode":2018047}})") == "retry_at at most 2");
  CHECK(outcome(400, expired) == "hold human stop");
  CHECK(outcome(200, "{}") == "retry_at");
  CHECK(outcome(200, R"({"id":"1"})") == "rejected");
  CHECK(told(std::get<Outcome>(facebook()->read_upload(http::ClientFailure{true, "timeout"}, now)), now) == "retry_at");
}

TEST_CASE("Facebook: what we said is read back from the conversation; what the person said is not taken for ours") {
  const auto request = facebook()->said_request("100", {ConversationKind::direct, "7001"}, credentials);
  REQUIRE(request);
  CHECK(wire(*request) == got("100/conversations?platform=messenger&user_id=7001&fields=messages.limit%2825%29%7bid%2ccreated_time%2cfrom%2cmessage%7d"));
  CHECK_FALSE(facebook()->said_request("100", {ConversationKind::comments, "100_55"}, credentials));
  CHECK_FALSE(make_facebook({})->said_request("100", {ConversationKind::direct, "7001"}, credentials));

  const auto said = facebook()->read_said(response(200, R"({"data":[{"id":"t_1","messages":{"data":[
      {"id":"m_2","created_time":"2026-11-23T01:02:03+0000","from":{"id":"100"},"message":"Chào bạn"},
      {"id":"m_1","created_time":1790000000,"from":{"id":"7001"},"message":"Chào bạn"},
      {"id":"m_0","created_time":1790000000,"from":{"id":"100"},"message":""},7,{"from":{"id":"100"}}]}}]})"));
  REQUIRE(said);
  REQUIRE(said->size() == 2);
  CHECK(said->at(0).message_id == "m_2");
  CHECK(said->at(0).text == "Chào bạn");
  CHECK(said->at(0).at == 1'795'395'723'000);
  CHECK(said->at(1).at == 1'790'000'000'000);
  Outgoing sent;
  sent.message.text = "Chào bạn";
  CHECK(facebook()->is_said(sent, said->at(0)));
  CHECK_FALSE(facebook()->is_said(sent, said->at(1)));
  CHECK_FALSE(facebook()->read_said(response(400, expired)));
  CHECK_FALSE(facebook()->read_said(response(200, "[]")));
  CHECK_FALSE(facebook()->read_said(http::ClientFailure{}));
}

TEST_CASE("Facebook: the token is asked after") {
  CHECK(wire(facebook()->probe_request({"token"}, "100", credentials)) == got("me?fields=id"));
  CHECK(probed("token", 200, R"({"id":"100"})") == "fine");
  CHECK(probed("token", 200, R"({"id":"200"})") == "stop: the token belongs to another Page");
  CHECK(probed("token", 400, expired) == "stop: facebook 190/463: access token expired");
  CHECK(probed("token", 400, R"({"error":{"code":368}})") == "stop: facebook 368: blocked for policy");
  CHECK(probed("token", 400, R"({"error":{"code":4}})") == "unknown: facebook 4: app throttled");
  CHECK(probed("token", 502, "<html>") == "unknown: http 502");
  CHECK(probed("token", 200, "<html>") == "unknown: no usable answer");
  CHECK(found(facebook()->read_probe({"token"}, http::ClientFailure{false, "refused"})) == "unknown: no answer");
}

TEST_CASE("Facebook: a Page that was unsubscribed is subscribed again") {
  const std::string all = R"(["feed","messages","messaging_postbacks","message_echoes"])";
  CHECK(wire(facebook()->probe_request({"webhook"}, "100", credentials)) == got("100/subscribed_apps"));
  CHECK(probed("webhook", 200, R"({"data":[{"id":"777","subscribed_fields":)" + all + "}]}") == "fine");
  CHECK(probed("webhook", 200, R"({"data":[{"id":777,"subscribed_fields":)" + all + "}]}") == "fine");
  CHECK(probed("webhook", 200, R"({"data":[]})") == "mend: the Page is not subscribed");
  CHECK(probed("webhook", 200, R"({"data":[{"id":"888","subscribed_fields":)" + all + "}]}") == "mend: the Page is not subscribed");
  CHECK(probed("webhook", 200, R"({"data":[{"id":"777","subscribed_fields":["messages"]}]})") == "mend: the Page is not subscribed");
  CHECK(probed("webhook", 200, R"({"data":[3,{"id":"777"}]})") == "mend: the Page is not subscribed");
  CHECK(probed("webhook", 200, "{}") == "unknown: no usable answer");
  CHECK(probed("webhook", 400, expired) == "stop: facebook 190/463: access token expired");

  const std::string fields = "messages,messaging_postbacks,message_echoes,message_edits,message_reactions,messaging_optins,messaging_referrals,"
                             "message_deliveries,message_reads,messaging_handovers,standby,messaging_policy_enforcement,feed";
  const auto remedy = facebook()->remedy({"webhook"}, "100", credentials);
  REQUIRE(remedy);
  CHECK(wire(*remedy) == posted("100/subscribed_apps", R"({"subscribed_fields":")" + fields + R"("})"));
  CHECK(wire(*facebook(true)->remedy({"webhook"}, "100", credentials)) == posted("100/subscribed_apps", R"({"subscribed_fields":")" + fields + R"(,group_feed"})"));
}

TEST_CASE("Facebook: set-up gives the Page its subscription and its texts, in Vietnamese and as default") {
  ProfileTexts texts;
  texts.greeting = std::string(200, 'a');
  texts.get_started_payload = "v1:start";
  texts.ice_breakers = std::vector<Choice>(5, Choice{"Tôi muốn hỏi", "v1:ask"});
  texts.menu = {{"Ý kiến của đoàn viên gửi công đoàn", "v1:say"}};
  const auto requests = facebook()->set_up("100", texts, credentials);
  REQUIRE(requests.size() == 2);
  CHECK(requests[0].url == "http://127.0.0.1:8002/v26.0/100/subscribed_apps");
  const std::string greeting = "\"text\":\"" + std::string(159, 'a') + "…\"";
  const std::string ask = R"({"question":"Tôi muốn hỏi","payload":"v1:ask"})";
  const std::string asks = "\"call_to_actions\":[" + ask + "," + ask + "," + ask + "," + ask + "]";
  const std::string menu = R"("composer_input_disabled":false,"call_to_actions":[{"type":"postback","title":"Ý kiến của đoàn viên gửi công…","payload":"v1:say"}])";
  const auto twice = [](const std::string& entry) { return R"([{"locale":"default",)" + entry + R"(},{"locale":"vi_VN",)" + entry + "}]"; };
  CHECK(wire(requests[1]) == posted("100/messenger_profile", R"({"get_started":{"payload":"v1:start"},"greeting":)" + twice(greeting) +
                                    R"(,"ice_breakers":)" + twice(asks) + R"(,"persistent_menu":)" + twice(menu) + "}"));

  texts.get_started_payload.clear();
  CHECK(facebook()->set_up("100", texts, credentials)[1].body.find("persistent_menu") == std::string::npos);
  CHECK(facebook()->set_up("100", {}, credentials).size() == 1);
}

TEST_CASE("Facebook: what became of the set-up") {
  const auto told_of = [](int status, const std::string& body) { return found(facebook()->read_set_up(response(status, body))); };
  CHECK(told_of(200, R"({"result":"success"})") == "fine");
  CHECK(told_of(400, R"({"error":{"code":100}})") == "stop: facebook 100: invalid parameter");
  CHECK(told_of(200, R"({"error":"no"})") == "stop: the platform answers with an error");
  CHECK(told_of(503, "") == "unknown: http 503");
  CHECK(found(facebook()->read_set_up(http::ClientFailure{})) == "unknown: no answer");
}

TEST_CASE("Facebook: a link that opens the chat and brings a code along") {
  CHECK(facebook()->chat_link("100", "xa-thanh-uyen_1") == "https://m.me/100?ref=xa-thanh-uyen_1");
  CHECK(facebook()->chat_link("100", "a b&c") == "https://m.me/100?ref=a%20b%26c");
  CHECK(facebook()->chat_link("100", "") == "https://m.me/100");
}
