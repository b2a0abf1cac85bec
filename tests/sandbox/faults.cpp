// Faults drawn from a seed: the same run meets the same ones, whatever else happens between.
#include "adapters/sandbox/faults.hpp"

#include <catch2/catch.hpp>

#include "tests/sandbox/world_of_tests.hpp"

using namespace sandbox_tests;

namespace {

sandbox::Call send_to(const std::string& recipient, sandbox::Platform on = sandbox::Platform::zalo) {
  return {on, "/v3.0/oa/message/cs", recipient, true, false};
}

sandbox::Faults ordered(const json& plan) {
  sandbox::Faults faults;
  faults.set(sandbox::fault_plan(plan));
  return faults;
}

std::vector<int> drawn(sandbox::Faults& faults, const std::string& recipient, int count) {
  std::vector<int> kinds;
  for (int i = 0; i < count; ++i) {
    const auto fault = faults.of_call(send_to(recipient));
    kinds.push_back(fault ? static_cast<int>(*fault) : -1);
  }
  return kinds;
}

const json fifth{{"rate", 0.2}, {"kinds", {"429", "reset_after", "html"}}, {"seed", 324}};

}  // namespace

TEST_CASE("faults: the same seed gives each recipient the same, in any order") {
  sandbox::Faults one = ordered(fifth), two = ordered(fifth);
  const auto a = drawn(one, "771", 200), b = drawn(one, "772", 200);
  CHECK(drawn(two, "772", 200) == b);
  CHECK(drawn(two, "771", 200) == a);
  CHECK(a != b);
  json other = fifth;
  other["seed"] = 325;
  sandbox::Faults three = ordered(other);
  CHECK(drawn(three, "771", 200) != a);
}

TEST_CASE("faults: about as many as ordered, each kind among them") {
  sandbox::Faults faults = ordered(fifth);
  std::map<int, int> counts;
  for (int person = 0; person < 5'000; ++person) ++counts[drawn(faults, std::to_string(person), 1)[0]];
  CHECK(counts.size() == 4);
  CHECK(counts[-1] > 3'850);
  CHECK(counts[-1] < 4'150);
  for (const auto kind : {sandbox::Fault::rate_limit, sandbox::Fault::reset_after, sandbox::Fault::html})
    CHECK(counts[static_cast<int>(kind)] > 250);
}

TEST_CASE("faults: rules by platform and path come before the rest") {
  sandbox::Faults faults = ordered({{"rate", 1}, {"kinds", {"500"}}, {"rules", json::array({
      {{"platform", "zalo"}, {"path", "/v2.0/oa/upload"}, {"rate", 1}, {"kinds", {"html"}}},
      {{"platform", "facebook"}, {"rate", 0}}})}});
  const sandbox::Call upload{sandbox::Platform::zalo, "/v2.0/oa/upload/image", "", false, false};
  const sandbox::Call read{sandbox::Platform::zalo, "/v2.0/oa/getoa", "", false, false};
  CHECK(faults.of_call(upload) == sandbox::Fault::html);
  CHECK_FALSE(faults.of_call(read));
  CHECK(faults.of_call(send_to("771")) == sandbox::Fault::server_error);
  CHECK_FALSE(faults.of_call(send_to("7001", sandbox::Platform::facebook)));
  CHECK(ordered(json::object()).idle());
  CHECK_THROWS(sandbox::fault_plan({{"rules", json::array({{{"platform", "viber"}, {"rate", 1}, {"kinds", {"500"}}}})}}));
  CHECK_THROWS(sandbox::fault_plan({{"rules", json::array({{{"rate", 1}}})}}));
}

TEST_CASE("faults: which are carried out all the same") {
  struct Row { std::string kind; bool done; };
  for (const Row& row : std::vector<Row>{{"429", false}, {"429_retry_after", false}, {"500", false}, {"error_200", false}, {"html", false},
                                         {"html_200", false}, {"empty", false}, {"token", false}, {"reset_before", false},
                                         {"reset_after", true}, {"cut_answer", true}, {"slow", true}, {"lost", true}}) {
    INFO(row.kind);
    REQUIRE(sandbox::fault(row.kind));
    CHECK(sandbox::carried_out(*sandbox::fault(row.kind)) == row.done);
  }
}
