// What reading one line costs in processor time, beside a plain copy of the line as the reference.
#include <cstdio>
#include <ctime>
#include <string>

#include "bot/language/intent.hpp"
#include "bot/language/text.hpp"

namespace {

constexpr int kRounds = 50'000;
constexpr std::int64_t kNow = 1'795'395'600'000;  // 2026-11-23T08:00:00+07:00

template <class F>
double microseconds(F&& call) {
  const auto from = std::clock();
  for (int i = 0; i < kRounds; ++i) call();
  return static_cast<double>(std::clock() - from) * 1e6 / CLOCKS_PER_SEC / kRounds;
}

}  // namespace

int main() {
  std::size_t sum = 0;
  const auto show = [](const char* what, double cost, double reference) {
    std::printf("language: %-28s %7.2f us, reference copy %.3f us, ratio %.0f\n", what, cost, reference, cost / reference);
  };
  const std::string vote = "dạ bc8 em chọn 3 ạ", chatter = "chị ơi mai mấy giờ mình đi chợ Nậm Sơn vậy, nhớ mua hộ em 2 cân gạo nhé";
  const std::string find = "cho em xin kế hoạch 324 với ạ", lost = "cái hôm trước bên kia nói thế nào nhỉ, em quên mất rồi";
  const language::Context direct{language::Role::member, false, kNow, false};
  const double copy = microseconds([&] { sum += std::string(chatter).size(); });
  show("fold a vote", microseconds([&] { sum += language::fold(vote).size(); }), copy);
  show("understand a vote", microseconds([&] { sum += language::understand(vote, direct).name.size(); }), copy);
  show("understand a wish", microseconds([&] { sum += language::understand(find, direct).name.size(); }), copy);
  show("understand nothing", microseconds([&] { sum += language::understand(lost, direct).name.size(); }), copy);
  show("addressed: chatter", microseconds([&] { sum += language::addressed(chatter, false); }), copy);
  return sum == 0;
}
