// Webhook bodies of Zalo Bot.
#include "adapters/zalo_bot/zalo_bot.hpp"
#include "tests/fuzz/parser.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto channel = adapters::make_zalo_bot({});
  fuzz::check_parser(*channel, fuzz::bytes(data, size));
  return 0;
}
