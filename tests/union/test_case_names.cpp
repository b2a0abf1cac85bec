// What a case is called, and how it is read.
#include <catch2/catch.hpp>

#include "bot/union/operations.hpp"

using namespace trade_union;

TEST_CASE("a case is called GH and at least two digits") {
  CHECK((case_name(3) == "GH-03" && case_name(112) == "GH-112"));
  CHECK((read_case_name("GH-03") == 3 && read_case_name("gh 5") == 5 && read_case_name("gh112") == 112));
  for (const auto* wrong : {"GH", "3", "GH-", "PA-3", "GH-3x", "GH 99999999999"}) CHECK_FALSE(read_case_name(wrong));
}
