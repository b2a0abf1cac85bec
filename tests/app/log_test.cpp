// The log keeps secrets, phone numbers and long tokens out, and is always one line of JSON.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "bot/log.hpp"

TEST_CASE("phones, tokens and passwords are taken out") {
  struct Row { std::string text, expected; };
  const std::vector<Row> rows{
      {"called 0912345678 twice", "called [phone] twice"},
      {"+84 912 345 678", "[phone]"},
      {"84912345678", "[phone]"},
      {"0912.345.678, 024 3825 1234", "[phone], [phone]"},
      {"at 1795395600000 ms", "at 1795395600000 ms"},                      // a moment
      {"OA 579745863508352884", "OA 579745863508352884"},                  // an id of a platform
      {"group f414c8f76fa586fbdfb4", "group f414c8f76fa586fbdfb4"},
      {"EAAGm0PX4ZCpsBAKZB12ZAbcdefghij", "[token]"},
      {"access_token=abc refresh_token: \"def\"", "access_token=[secret] refresh_token: \"[secret]\""},
      {"{\"secret_key\":\"abc\",\"a\":1}", "{\"secret_key\":\"[secret]\",\"a\":1}"},
      {"postgresql://u:pw@host/db", "postgresql://u:[secret]@host/db"},
      {"cannot open /var/lib/nhipcau/data/nhipcau.db", "cannot open /var/lib/nhipcau/data/nhipcau.db"},
      {"port 8080 is in use", "port 8080 is in use"},
  };
  for (const auto& row : rows) CHECK(app::redact(row.text) == row.expected);
}

TEST_CASE("a line is JSON, whatever it says") {
  const nlohmann::json fields{{"detail", "line\n\"quoted\" \xff 0912345678"}, {"n", 7}, {"list", {"84912345678", true}}};
  const auto line = app::log_line(app::Level::warning, "send_failed", fields, "2026-11-23T01:00:00.000Z");
  CHECK(line.find('\n') == std::string::npos);
  const auto read = nlohmann::json::parse(line);
  CHECK(read["time"] == "2026-11-23T01:00:00.000Z");
  CHECK(read["level"] == "warning");
  CHECK(read["event"] == "send_failed");
  CHECK(read["detail"] == "line\n\"quoted\" \xEF\xBF\xBD [phone]");
  CHECK(read["list"] == nlohmann::json({"[phone]", true}));
  CHECK(read["n"] == 7);
}

TEST_CASE("a very long text is cut") { CHECK(app::redact(std::string(100'000, ' ')).size() <= 2'000); }
