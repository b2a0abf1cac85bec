#include "adapters/multipart.hpp"

#include <catch2/catch.hpp>

using namespace adapters;

TEST_CASE("a form with a file") {
  const auto form = multipart({{"message", "{}"}}, {"filedata", "kế \"hoạch\".pdf", "application/pdf", "%PDF\r\n--"});
  const auto boundary = form.content_type.substr(form.content_type.find('=') + 1);
  CHECK(form.content_type == "multipart/form-data; boundary=" + boundary);
  CHECK(form.body == "--" + boundary + "\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n{}\r\n--" + boundary +
                         "\r\nContent-Disposition: form-data; name=\"filedata\"; filename=\"kế %22hoạch%22.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
                         "%PDF\r\n--\r\n--" + boundary + "--\r\n");
}

TEST_CASE("the boundary follows from the content and is not in it") {
  const auto boundary = [](const std::string& bytes) { return multipart({}, {"file", "a.csv", "text/csv", bytes}).content_type; };
  CHECK(boundary("a") == boundary("a"));
  CHECK(boundary("a") != boundary("b"));
  const auto first = boundary("a").substr(30);
  const std::string inside = "a" + first;
  CHECK(inside.find(boundary(inside).substr(30)) == std::string::npos);
}

TEST_CASE("a name cannot end its header") {
  const auto body = multipart({}, {"file", "a\r\nX: y\".pdf", "application/pdf", "x"}).body;
  CHECK(body.find("filename=\"a%0D%0AX: y%22.pdf\"") != std::string::npos);
}
