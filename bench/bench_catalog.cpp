// What one short chat text costs to render in processor time, beside a plain copy of a text of that size as the reference.
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

#include "templates/catalog.hpp"

namespace {

constexpr int kRounds = 20000;
constexpr std::string_view kText =
    "{{! fields: person, number, kind, organ, title, deadline?, options[n, text], note? }}\n"
    "{{person}} ơi, {{organ}} gửi {{kind}} {{number}}: {{title}}.\n"
    "{{#deadline}}\nHạn: {{deadline}}.\n{{/deadline}}\n{{#note}}\n{{note}}\n{{/note}}\n"
    "{{#options}}\n{{n}}. {{text}}\n{{/options}}\n\nĐã đọc xong, nhắn: đã đọc {{number}}\n";

template <class F>
double microseconds(F&& call) {
  const auto from = std::clock();
  for (int i = 0; i < kRounds; ++i) call();
  return static_cast<double>(std::clock() - from) * 1e6 / CLOCKS_PER_SEC / kRounds;
}

}  // namespace

int main() {
  const templates::Catalog catalog(templates::Files{{"chat/vi/bench.mustache", kText}});
  const nlohmann::json fields{{"person", "Anh Pản"}, {"number", "324/KH-LĐLĐ"}, {"kind", "kế hoạch"}, {"organ", "LĐLĐ tỉnh"},
                              {"title", "tổ chức hội nghị người lao động năm 2027"}, {"deadline", "30/11/2026"},
                              {"options", {{{"n", 1}, {"text", "Đã đọc"}}, {{"n", 2}, {"text", "Xem lại"}}}}};
  std::size_t octets = 0;
  const std::string text = catalog.render("chat/vi/bench", fields);
  const double copy = microseconds([&] { octets += std::string(text).size(); });
  const double render = microseconds([&] { octets += catalog.render("chat/vi/bench", fields).size(); });
  std::printf("catalog: render %.2f us, copy of the text %.3f us, ratio %.0f (%zu octets)\n", render, copy, render / copy, octets);
}
