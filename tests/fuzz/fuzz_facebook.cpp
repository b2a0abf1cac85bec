// Webhook bodies of Facebook app.
#include "adapters/facebook/facebook.hpp"
#include "tests/fuzz/parser.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto channel = adapters::make_facebook({});
  fuzz::check_parser(*channel, fuzz::bytes(data, size));
  return 0;
}
