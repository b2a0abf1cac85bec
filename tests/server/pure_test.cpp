// Small pure parts of the server room: addresses, forms, cookies and sessions, numbers.
#include <catch2/catch.hpp>
#include <stdexcept>

#include "bot/server/access.hpp"
#include "bot/server/addresses.hpp"
#include "bot/server/api_json.hpp"
#include "bot/server/console_view.hpp"
#include "bot/server/forms.hpp"
#include "bot/server/sessions.hpp"
#include "storage/vault.hpp"

using namespace server;

namespace {

http::Request with_header(std::string name, std::string value) {
  http::Request request;
  request.headers = {{std::move(name), std::move(value)}};
  return request;
}

// "name=value" of a Set-Cookie.
std::string pair_of(const std::string& set_cookie) { return set_cookie.substr(0, set_cookie.find(';')); }

}  // namespace

TEST_CASE("addresses and networks of the configuration") {
  const AddressList list({"127.0.0.1", "10.1.0.0/15", "::1", "fd00::/8", "192.0.2.128/25"});
  struct Row { const char* address; bool inside; };
  const auto row = GENERATE(values<Row>({
      {"127.0.0.1", true},
      {"127.0.0.2", false},
      {"::ffff:127.0.0.1", true},
      {"9.255.255.255", false},
      {"10.0.0.0", true},
      {"10.1.255.255", true},
      {"10.2.0.0", false},
      {"::1", true},
      {"::2", false},
      {"fd12::3", true},
      {"fe80::1", false},
      {"192.0.2.127", false},
      {"192.0.2.128", true},
      {"", false},
      {"example.org", false},
  }));
  CAPTURE(row.address);
  CHECK(list.contains(row.address) == row.inside);
}

TEST_CASE("an entry that is no address is named") {
  for (const char* entry : {"localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "::/129", "/8", ""}) {
    CAPTURE(entry);
    CHECK_THROWS_WITH(AddressList({entry}), Catch::Contains("'" + std::string(entry) + "'"));
  }
  CHECK(AddressList({"0.0.0.0/0"}).contains("203.0.113.9"));
  CHECK_FALSE(AddressList({"0.0.0.0/0"}).contains("::1"));
  CHECK_FALSE(AddressList({}).contains("127.0.0.1"));
}

TEST_CASE("fields of a form") {
  CHECK(form_field("token=abc", "token") == "abc");
  CHECK(form_field("a=1&token=+%20x+y%2Bz%20", "token") == "x y+z");
  CHECK(form_field("token=", "token") == "");
  CHECK(form_field("token=%zz", "token") == "");
  CHECK(form_field("", "token") == "");
  CHECK(form_field("tokens=1", "token") == "");
}

TEST_CASE("the bearer token of a request is kept as its hash") {
  CHECK(bearer_hash(with_header("Authorization", "Bearer abc")) == storage::sha256_hex("abc"));
  CHECK(bearer_hash(with_header("authorization", "bearer   abc")) == storage::sha256_hex("abc"));
  CHECK_FALSE(bearer_hash(with_header("Authorization", "Bearer ")));
  CHECK_FALSE(bearer_hash(with_header("Authorization", "Basic abc")));
  CHECK_FALSE(bearer_hash(http::Request{}));
}

TEST_CASE("one cookie among others") {
  const auto request = with_header("Cookie", "a=1; nhipcau=xyz; xnhipcau=no;b=");
  CHECK(cookie_value(request, "a") == "1");
  CHECK(cookie_value(request, "nhipcau") == "xyz");
  CHECK(cookie_value(request, "b") == "");
  CHECK(cookie_value(request, "c") == "");
}

TEST_CASE("a session stands for a token until it is closed or over") {
  Sessions sessions(false);
  const auto set = sessions.open("hash", 1'000);
  CHECK_THAT(set, Catch::Contains("HttpOnly") && Catch::Contains("SameSite=Strict") && Catch::Contains("Path=/"));
  CHECK_THAT(set, !Catch::Contains("Secure"));
  CHECK_THAT(Sessions(true).open("hash", 0), Catch::Contains("; Secure"));

  const auto request = with_header("Cookie", pair_of(set));
  CHECK(sessions.token_hash(request, 1'000 + Sessions::lifetime - 1) == "hash");
  CHECK_FALSE(sessions.token_hash(request, 1'000 + Sessions::lifetime));
  CHECK_FALSE(sessions.token_hash(with_header("Cookie", "nhipcau_session=guess"), 1'000));
  CHECK_FALSE(sessions.token_hash(http::Request{}, 1'000));

  CHECK_THAT(sessions.close(request), Catch::Contains("Max-Age=0"));
  CHECK_FALSE(sessions.token_hash(request, 1'001));
}

TEST_CASE("sessions never grow past their number: the one that ends first goes") {
  Sessions sessions(false);
  const auto oldest = with_header("Cookie", pair_of(sessions.open("oldest", 0)));
  const auto second = with_header("Cookie", pair_of(sessions.open("second", 1)));
  for (std::size_t i = 2; i <= Sessions::most; ++i) sessions.open("other", 2);
  CHECK_FALSE(sessions.token_hash(oldest, 3));
  CHECK(sessions.token_hash(second, 3) == "second");
}

TEST_CASE("ids come in as decimal digits") {
  CHECK(read_id("17") == 17);
  CHECK(read_id("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  for (const char* text : {"", "0", "-1", "+1", "1 ", "1x", "0x1", "9223372036854775808", "một"}) {
    CAPTURE(text);
    CHECK_FALSE(read_id(text));
  }
}

TEST_CASE("numbers are grouped by dots") {
  CHECK(say_number(0) == "0");
  CHECK(say_number(999) == "999");
  CHECK(say_number(1'544) == "1.544");
  CHECK(say_number(1'234'567) == "1.234.567");
  CHECK(say_number(-1'000) == "-1.000");
  CHECK(say_number(-100) == "-100");
}
