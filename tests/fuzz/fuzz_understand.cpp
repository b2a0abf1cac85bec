// libFuzzer: any octets as a chat line. What must hold: no crash, an intent with a name, free text that is valid for JSON.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "bot/language/grammar.hpp"
#include "bot/language/intent.hpp"
#include "bot/language/roll.hpp"

// The first two octets choose the role and the place, the rest is the line.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  constexpr std::int64_t now = 1'795'395'600'000;  // 2026-11-23T08:00:00+07:00
  const auto role = static_cast<language::Role>(1 + data[0] % 3);
  static const language::Roll roll({{"CĐ xã Mường Lặn", "CĐCS Công ty CP Chè Pu Lan", "CĐCS Trường Mầm non tư thục Hoa Ban"}, {"Giàng A Tủa", "Lò Thị Hoa"}}, language::Grammar::built_in().lexicon());
  const language::Context context{role, (data[1] & 1) != 0, now, (data[1] & 2) != 0, nullptr, (data[1] & 16) != 0 ? &roll : nullptr};
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  const auto intent = language::understand(text, context);
  if (intent.name.empty() || !intent.args.is_object()) std::abort();
  const auto dumped = intent.args.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (nlohmann::json::parse(dumped, nullptr, false).is_discarded()) std::abort();
  if ((data[1] & 4) != 0) language::did_you_mean(text, context);
  if ((data[1] & 8) != 0) language::shape_of(text, context);
  return 0;
}
