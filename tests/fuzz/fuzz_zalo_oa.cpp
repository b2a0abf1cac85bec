// Webhook bodies of Zalo OA.
#include "adapters/zalo_oa/zalo_oa.hpp"
#include "tests/fuzz/parser.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto channel = adapters::make_zalo_oa({});
  fuzz::check_parser(*channel, fuzz::bytes(data, size));
  return 0;
}
