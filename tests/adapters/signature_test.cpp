#include <catch2/catch.hpp>

#include "adapters/facebook/facebook.hpp"
#include "adapters/signature.hpp"
#include "adapters/zalo_oa/zalo_oa.hpp"
#include "tests/fuzz/keep.hpp"

using namespace adapters;

namespace {

const std::string zalo_body = R"({"event_name":"user_send_text","app_id":"4590000000000000001",
    "timestamp":"1696908900672"})";

http::Request zalo_request(const std::string& body, const std::string& signature, const std::string& timestamp_header = "") {
  fuzz::keep("verify", signature + "\n" + body);
  http::Request request;
  request.method = "POST";
  request.body = body;
  if (!signature.empty()) request.headers.emplace_back("x-zevent-signature", signature);
  if (!timestamp_header.empty()) request.headers.emplace_back("X-ZEvent-Timestamp", timestamp_header);
  return request;
}

std::unique_ptr<Channel> zalo() {
  ZaloOaSettings settings;
  settings.app_id = "4590000000000000001";
  settings.oa_secrets = {"", "old secret", "new secret"};
  return make_zalo_oa(settings);
}

std::unique_ptr<Channel> facebook(std::vector<std::string> secrets = {"old", "new"}) {
  FacebookSettings settings;
  settings.app_secrets = std::move(secrets);
  settings.verify_token = "our token";
  return make_facebook(settings);
}

bool facebook_verifies(const std::string& body, const std::string& name, const std::string& value) {
  fuzz::keep("verify", value + "\n" + body);
  http::Request request;
  request.method = "POST";
  request.body = body;
  request.headers = {{name, value}};
  return facebook()->verify(request);
}

std::string upper(std::string text) {
  for (auto& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

}  // namespace

TEST_CASE("digests agree with published vectors") {
  CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(hmac_sha256("Jefe",
      "what do ya want for nothing?")) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hex(hmac_sha256("", "")) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
  CHECK(equal_in_constant_time("", ""));
  CHECK_FALSE(equal_in_constant_time("a", ""));
  CHECK_FALSE(equal_in_constant_time("ab", "ac"));
}

TEST_CASE("a Zalo signature is plain SHA-256 over app id, body, timestamp, secret") {
  const auto expected = hex(sha256("4590000000000000001" + zalo_body + "1696908900672" + "new secret"));
  CHECK(sign_zalo(zalo_body, "4590000000000000001", "1696908900672", "new secret") == "mac=" + expected);
  for (const auto& given : {"mac=" + expected, expected, "mac = " + expected, " MAC=" + upper(expected),
      upper(expected)}) {
    INFO(given);
    CHECK(zalo()->verify(zalo_request(zalo_body, given)));
  }
  CHECK(zalo()->verify(zalo_request(zalo_body, sign_zalo(zalo_body, "4590000000000000001", "1696908900672",
      "old secret"))));
}

TEST_CASE("a Zalo body is refused when anything differs") {
  const auto good = sign_zalo(zalo_body, "4590000000000000001", "1696908900672", "new secret");
  CHECK_FALSE(zalo()->verify(zalo_request(zalo_body, "")));
  CHECK_FALSE(zalo()->verify(zalo_request(zalo_body, "mac=")));
  CHECK_FALSE(zalo()->verify(zalo_request(zalo_body, good + "0")));
  CHECK_FALSE(zalo()->verify(zalo_request(zalo_body, "mac=" + good)));
  CHECK_FALSE(zalo()->verify(zalo_request(zalo_body + " ", good)));
  CHECK_FALSE(zalo()->verify(zalo_request("", good)));
  CHECK_FALSE(zalo()->verify(zalo_request(zalo_body, sign_zalo(zalo_body, "4590000000000000001", "1696908900672",
      ""))));
  const std::string hmac = "mac=" + hex(hmac_sha256("new secret", "4590000000000000001" + zalo_body + "1696908900672"));
  CHECK_FALSE(zalo()->verify(zalo_request(zalo_body, hmac)));
}

TEST_CASE("a Zalo body of another app is refused, whoever signed it") {
  const std::string other = R"({"app_id":"999","timestamp":"1"})";
  CHECK_FALSE(zalo()->verify(zalo_request(other, sign_zalo(other, "999", "1", "new secret"))));
  CHECK_FALSE(zalo()->verify(zalo_request(other, sign_zalo(other, "4590000000000000001", "1", "new secret"))));
}

TEST_CASE("the Zalo timestamp is the body's, as written - else the header's") {
  const std::string number = R"({"a":{"timestamp":"9"},"app_id":4590000000000000001,"timestamp":1696908900672})";
  CHECK(zalo()->verify(zalo_request(number, sign_zalo(number, "4590000000000000001", "1696908900672", "new secret"))));
  const std::string none = R"({"event_name":"x"})";
  const auto signature = sign_zalo(none, "4590000000000000001", "55", "new secret");
  CHECK(zalo()->verify(zalo_request(none, signature, "55")));
  CHECK_FALSE(zalo()->verify(zalo_request(none, signature)));
  const auto of_body = sign_zalo(zalo_body, "4590000000000000001", "1696908900672", "new secret");
  CHECK(zalo()->verify(zalo_request(zalo_body, of_body, "55")));
}

TEST_CASE("the raw bytes are what is signed, broken ones too") {
  const std::string broken = "{\"timestamp\":\"7\",\"t\":\"\xFF \\ud800\"}";
  CHECK(zalo()->verify(zalo_request(broken, sign_zalo(broken, "4590000000000000001", "7", "new secret"))));
  const std::string no_json = "{{{";
  CHECK(zalo()->verify(zalo_request(no_json, sign_zalo(no_json, "4590000000000000001", "", "new secret"))));
}

TEST_CASE("a Messenger signature is HMAC-SHA256 with its prefix, made with either secret") {
  const std::string body = R"({"object":"page","entry":[{"text":"xin ch\u00e0o"}]})";
  const auto header = "X-Hub-Signature-256";
  CHECK(sign_facebook(body, "new") == "sha256=" + hex(hmac_sha256("new", body)));
  CHECK(sign_facebook(body, "new").size() == 71);
  CHECK(facebook_verifies(body, header, sign_facebook(body, "new")));
  CHECK(facebook_verifies(body, header, sign_facebook(body, "old")));
  CHECK(facebook_verifies(body, "x-hub-signature-256", sign_facebook(body, "old")));
  CHECK_FALSE(facebook_verifies(body, header, sign_facebook(body, "other")));
  CHECK_FALSE(facebook_verifies(body, header, sign_facebook(body, "new").substr(7)));
  CHECK_FALSE(facebook_verifies(body, header, "sha1=" + hex(hmac_sha256("new", body))));
  CHECK_FALSE(facebook_verifies(body, header, ""));
  CHECK_FALSE(facebook_verifies(body, "X-Hub-Signature", sign_facebook(body, "new")));
  CHECK_FALSE(facebook_verifies(body + "\n", header, sign_facebook(body, "new")));
  http::Request request{"POST", "/", {}, {{header, sign_facebook("", "")}}, "", ""};
  CHECK_FALSE(facebook({""})->verify(request));
  CHECK_FALSE(facebook({})->verify(request));
}

TEST_CASE("Messenger's handshake answers the challenge to our token only") {
  http::Request request;
  request.method = "GET";
  request.query = {{"hub.mode", "subscribe"}, {"hub.challenge", "1158201444"}, {"hub.verify_token", "our token"}};
  auto answer = facebook()->handshake(request);
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->body == "1158201444");
  CHECK(answer->content_type.starts_with("text/plain"));

  for (const auto& [name, value] : std::map<std::string, std::string>{{"hub.mode", "unsubscribe"}, {"hub.verify_token",
      "guess"}}) {
    auto wrong = request;
    wrong.query[name] = value;
    answer = facebook()->handshake(wrong);
    REQUIRE(answer);
    CHECK(answer->status == 403);
    wrong.query.erase(name);
    CHECK(facebook()->handshake(wrong)->status == 403);
  }
  request.query["hub.verify_token"] = "";
  CHECK(make_facebook({})->handshake(request)->status == 403);
  request.method = "POST";
  CHECK_FALSE(facebook()->handshake(request));
}

TEST_CASE("Zalo's set-up probe is a GET or an empty POST") {
  http::Request request;
  request.method = "GET";
  REQUIRE(zalo()->handshake(request));
  CHECK(zalo()->handshake(request)->status == 200);
  request.method = "POST";
  CHECK(zalo()->handshake(request)->status == 200);
  request.body = "{}";
  CHECK_FALSE(zalo()->handshake(request));
}
