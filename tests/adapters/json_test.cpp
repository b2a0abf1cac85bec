#include "adapters/json.hpp"

#include <catch2/catch.hpp>

#include "adapters/channel.hpp"

using namespace adapters;

namespace {

std::string nested(std::size_t levels, const std::string& open, const std::string& close) {
  std::string text;
  for (std::size_t i = 0; i < levels; ++i) text += open;
  for (std::size_t i = 0; i < levels; ++i) text += close;
  return text;
}

}  // namespace

TEST_CASE("raw bytes are repaired into JSON text") {
  struct Repaired { std::string raw, text; };
  const std::vector<Repaired> rows = {
      {"\xEF\xBB\xBF{}", "{}"},
      {"\"\xFF\"", "\"\xEF\xBF\xBD\""},
      {"\"a\xC3\"", "\"a\xEF\xBF\xBD\""},
      {"\"\xED\xA0\x80\"", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
      {"\"\xF0\x9F\x91\x8D\"", "\"\xF0\x9F\x91\x8D\""},
      {R"("\ud83d\ude00")", R"("\ud83d\ude00")"},
      {R"("\uD83D")", R"("\ufffd")"},
      {R"("\ude00\ud83d")", R"("\ufffd\ufffd")"},
      {R"("\ud83d\ud83d\ude00")", R"("\ufffd\ud83d\ude00")"},
      {R"("\\ud83d")", R"("\\ud83d")"},
      {R"("\\\ud83d")", R"("\\\ufffd")"},
      {R"("\ud83dx")", R"("\ufffdx")"},
      {R"("\u00e0\/")", R"("\u00e0\/")"},
      {"\"\\", "\"\\"},
      {"", ""},
  };
  for (const auto& row : rows) {
    INFO(row.raw);
    CHECK(repair(row.raw) == row.text);
  }
}

TEST_CASE("bodies that are bad") {
  const std::vector<std::string> bad = {"", "  ", "x", "1", "\"text\"", "null", "true", "{", "[1,", "{\"a\":}",
      "{\"a\":1}x", "{'a':1}",
                                        "{\"a\":1e999}", "[" + std::string(400, '9') + "]", "{\"a\":\"\n\"}",
                                            nested(257, "[", "]"),
                                        nested(10'000, "[", "]"), nested(10'000, "{\"a\":", "}"),
                                            std::string(1 << 20, '[')};
  for (const auto& body : bad) {
    INFO(body.substr(0, 40));
    CHECK_THROWS_AS(parse_body(body), BadBody);
    CHECK(parse_or_null(body).is_null());
  }
  CHECK_NOTHROW(parse_body(nested(256, "[", "]")));
  CHECK_NOTHROW(parse_body("{\"a\":" + nested(255, "[", "]") + "}"));
}

TEST_CASE("ids written as numbers keep their digits") {
  const Json body = parse_body(R"({"small":42,"edge":9007199254740992,"above":9007199254740993,
      "zalo":7710000000000000001,
    "huge":123456789012345678901234567890,"below":-9007199254740993,"text":"007","decimal":1.5,"no":[]})");
  CHECK(id_of(body, "small") == "42");
  CHECK(id_of(body, "edge") == "9007199254740992");
  CHECK(id_of(body, "above") == "9007199254740993");
  CHECK(id_of(body, "zalo") == "7710000000000000001");
  CHECK(id_of(body, "huge") == "123456789012345678901234567890");
  CHECK(id_of(body, "below") == "-9007199254740993");
  CHECK(id_of(body, "text") == "007");
  CHECK(id_of(body, "decimal").empty());
  CHECK(id_of(body, "no").empty());
  CHECK(at(body, "zalo").is_string());
}

TEST_CASE("readers never throw on wrong types") {
  for (const auto* text : {R"({"k":null})", R"({"k":[1]})", R"({"k":{"k":1}})", R"({"k":true})", R"({"x":1})", "[]",
      R"(["k"])"}) {
    const Json body = parse_body(text);
    CHECK(text_of(body, "k").empty());
    CHECK(id_of(body, "k").empty());
    CHECK_FALSE(integer_of(body, "k"));
    CHECK_FALSE(decimal_of(body, "k"));
    CHECK_FALSE(time_of(body, "k"));
    CHECK_FALSE(nfc_of(body, "k"));
    CHECK(at(at(at(body, "k"), "k"), "k").is_null());
  }
  const Json body = parse_body(R"({"k":"1.5","n":2.9,"bad":"12x","inf":"inf","far":1e300})");
  CHECK(decimal_of(body, "k") == 1.5);
  CHECK(integer_of(body, "n") == 2);
  CHECK_FALSE(integer_of(body, "k"));
  CHECK_FALSE(integer_of(body, "bad"));
  CHECK_FALSE(decimal_of(body, "bad"));
  CHECK_FALSE(decimal_of(body, "inf"));
  CHECK_FALSE(integer_of(body, "far"));
}

TEST_CASE("times come as seconds, milliseconds or text") {
  const Json body = parse_body(R"({"s":1790000000,"ms":1790000000123,"text":"1790000000123","text_s":"1790000000",
      "zero":0,
    "past":-5,"typo":"154398077042","far":99999999999999999999})");
  CHECK(time_of(body, "s") == 1790000000000);
  CHECK(time_of(body, "ms") == 1790000000123);
  CHECK(time_of(body, "text") == 1790000000123);
  CHECK(time_of(body, "text_s") == 1790000000000);
  CHECK(time_of(body, "typo") == 154398077042);
  CHECK_FALSE(time_of(body, "zero"));
  CHECK_FALSE(time_of(body, "past"));
  CHECK_FALSE(time_of(body, "far"));
}

TEST_CASE("of equal keys the last one counts, everywhere") {
  const std::string raw = R"({"a":"1","b":{"a":"9"},"a":"2"})";
  CHECK(text_of(parse_body(raw), "a") == "2");
  CHECK(top_level_texts(raw, "a", "none") == std::pair<std::string, std::string>("2", ""));
  CHECK(top_level_texts(R"([{"a":"1"}])", "a", "b").first.empty());
  CHECK(top_level_texts(R"({"a":{"a":"1"},"b":12345678901234567890123})", "a", "b") ==
        std::pair<std::string, std::string>("", "12345678901234567890123"));
  CHECK(top_level_texts("{\"a\":\"1\"", "a", "b").first.empty());
}

TEST_CASE("texts are brought to NFC") {
  CHECK(nfc("to\xCC\x82\xCC\x81") == "tố");
  CHECK(nfc("tố") == "tố");
  CHECK(nfc(" plain ") == " plain ");
}

TEST_CASE("texts and ids lose control characters, which no database keeps") {
  const Json body = parse_body(R"({"k":"a\u0000b\u0001\u001f\r\n\tc\u0007","only":"\u0000","id":"7\u00007","marks":"to\u0000\u0302\u0301"})");
  CHECK(nfc_of(body, "k") == "ab\r\n\tc");
  CHECK(text_of(body, "k") == "ab\r\n\tc");
  CHECK(id_of(body, "id") == "77");
  CHECK_FALSE(nfc_of(body, "only"));
  CHECK(nfc_of(body, "marks") == "tố");
}

TEST_CASE("a body of many keys is read in time that grows with its size") {
  std::string body = "{";
  for (int i = 0; i < 100'000; ++i) body += "\"k" + std::to_string(i) + "\":0,";
  body += "\"last\":\"x\"}";
  CHECK(text_of(parse_body(body), "last") == "x");
}
