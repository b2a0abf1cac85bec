// Lines that wish us ill, or come from a broken keyboard: no crash, an answer that is valid, and work that grows with the letters read
// and not with what was sent. Work is counted in allocations, never in time.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>

#include "tests/language/said.hpp"

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
namespace {
thread_local std::uint64_t allocations = 0;
}
void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#define WORK_IS_COUNTED 1
#endif

using namespace said;

namespace {

std::string repeat(std::string_view part, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += part;
  return text;
}

// Pieces that are told again and again: words, signs, marks upon marks, letters of other scripts, things of value.
const std::vector<std::pair<const char*, std::string>> kPieces{
    {"one letter", "a"}, {"one word", "mai "}, {"another word", "rồi "}, {"a poll", "bc "}, {"a vote a line", "bc1: 2\n"}, {"a call", "@bot "}, {"a group", "tổ 1 và "},
    {"numbers", "1,"}, {"a number without end", "9"}, {"fractions", "2/3/"}, {"days that are none", "31/11 "}, {"a phone", "0987000111 "}, {"documents", "324/KH-LĐLĐ, "},
    {"names", "Giàng A Tủa, "}, {"small names", "lò thị "}, {"a unit", "CĐCS Chè "}, {"a code", "7KQM-"}, {"codes", "7KQM-XR4T-9HPW "}, {"emoji", "👍🏽🏳️‍🌈"}, {"joiners", "\u200d"}, {"nothing", "\u200b"},
    {"a mark", "\u0301"}, {"a letter and its marks", "e\u0302\u0323"}, {"right to left", "\u202eבצ "}, {"other scripts", "統計 статистика สถิติ "}, {"a mention", "[@all] "}, {"a mention of a number", "[@7710000000000000001]"},
    {"a template", "{{responsible}} "}, {"markup", "<script>alert(1)</script>"}, {"slashes", "/"}, {"line ends", "\n"}, {"commas", ", "}, {"colons", ": "}, {"bars", "| "}, {"broken octets", "\xff"}, {"a cut letter", "\xe1\xbb"}, {"zero", std::string(1, '\0')},
    {"a question", "bao nhiêu người chưa đọc "}, {"glued", "thongkediemdanh"}, {"half typed", "ddieemr "}};

const std::vector<language::Context> kPlaces{direct(Role::member), direct(Role::officer), group(Role::member), group(Role::chair), asked(Role::chair)};

}  // namespace

TEST_CASE("whatever is written has an answer that is valid", "[hostile]") {
  for (const auto& [name, piece] : kPieces)
    for (const std::size_t size : {0, 1, 2, 17, 2'000, 100'000}) {
      const auto line = repeat(piece, size / piece.size() + (size % piece.size() != 0));
      for (const auto& place : kPlaces) {
        INFO(name << ", " << size << " octets");
        const auto intent = language::understand(line, place);
        CHECK_FALSE(intent.name.empty());
        CHECK(intent.args.is_object());
        CHECK(nlohmann::json::parse(intent.args.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)).is_object());
      }
      language::addressed(line, true);
    }
}

TEST_CASE("empty lines and lines of signs alone mean nothing", "[hostile]") {
  for (const auto* line : {"", " ", "\n\n", "\u200b\ufeff", "...", "!!!", "***", "{}", "[]", "()", "—", "🙂", "🏳️‍🌈", "👨‍👩‍👧‍👦", "\u202e\u202d", "\u0301\u0302"}) {
    INFO(line);
    CHECK(language::understand(line, direct(Role::member)).name == "unclear");
    CHECK(language::understand(line, group(Role::member)).name == "ignore");
  }
}

TEST_CASE("numbers too large and days that are none are no numbers and no days", "[hostile]") {
  check_all({{"bc99999999999999999999: 1", "unclear", R"({"candidates":[]})"},
             {"chọn 99999999999999999999", "unclear", R"({"candidates":["poll_vote"]})"},
             {"mã 99999999999999999999", "unclear", R"({"candidates":[]})"},
             {"em vắng ngày 31/11", "attendance_reply", R"({"status":"no","needs":"one_open_event"})"},
             {"em vắng ngày 99/99", "attendance_reply", R"({"status":"no","needs":"one_open_event"})"}},
            direct(Role::member));
  // A day that cannot be is asked about before anything is done; one that is there in leap years only as well.
  for (const auto* line : {"em vắng ngày 31/11", "31/2 em vắng", "em vắng 30/2", "em vắng 31/4"}) {
    INFO(line);
    CHECK(language::understand(line, direct(Role::member)).guessed);
  }
  for (const auto* line : {"tạo bình chọn: Đi đâu? | A | B | hạn 31/2", "tạo bình chọn: Đi đâu? | A | B | hạn 31/11", "gia hạn bc 7 đến 31/11", "nhắc tổ 2 nộp đoàn phí trước 31/11"}) {
    INFO(line);
    const auto intent = language::understand(line, direct(Role::chair));
    CHECK(intent.guessed);
    CHECK_FALSE(intent.args.contains("closes_at"));
    CHECK_FALSE(intent.args.contains("deadline"));
    if (intent.name == "poll_create") CHECK(intent.args["options"] == nlohmann::json{"A", "B"});
  }
  CHECK_FALSE(language::understand("em vắng ngày 30/11", direct(Role::member)).guessed);
}

// What the fuzz target found.
TEST_CASE("findings of the fuzz target stay mended", "[hostile]") {
  for (const std::string line : {"thêm Gi\xc3 t\xe1\xbb\x95 0", "chọn 0", "bc 0", "0"})
    for (const auto& place : kPlaces) CHECK_FALSE(language::understand(line, place).name.empty());
}

TEST_CASE("a vote below zero is no vote", "[hostile]") {
  for (const auto* line : {"bc1: -1", "bc 1 -2", "chọn -1", "bc5 chọn -2", "-2", "bc1: −1"}) {
    INFO(line);
    CHECK(language::understand(line, direct(Role::member)).name == "unclear");
  }
  check({"bc5-2", "poll_vote", R"({"choices":[2],"poll":5})"}, direct(Role::member));
}

// Mentions and templates in what people write stay text: they are no call, and the words around them keep their meaning. What is told
// back is made harmless where it is rendered (tests/templates/catalog_test.cpp).
TEST_CASE("mentions and templates in a line are text", "[hostile]") {
  for (const auto* line : {"[@all] chọn 2", "[@7710000000000000001] thống kê", "{{bot}} thống kê tổ 3 nhé cả nhà", "<b>bot</b> chọn 2"}) {
    INFO(line);
    CHECK(language::understand(line, group(Role::member)).name == "ignore");
  }
  const auto said = language::understand("góp ý: nhờ [@all] xem {{responsible}} giúp", direct(Role::member));
  CHECK(said.name == "feedback_new");
  CHECK(said.args["text"] == "nhờ [@all] xem {{responsible}} giúp");
}

TEST_CASE("only the first 2,000 letters are read, an opinion is kept whole", "[hostile]") {
  const auto opinion = "phản ánh: cơm ca thiu " + repeat("quá ", 25'000);
  const auto intent = language::understand(opinion, direct(Role::member));
  CHECK(intent.name == "feedback_new");
  CHECK(intent.args["category"] == "bua_an_ca");
  CHECK(intent.args["text"].get<std::string>().size() > 100'000);
  CHECK(language::understand(repeat("x ", 2'000) + "chốt bc 7", direct(Role::chair)).name == "unclear");
}

#ifdef WORK_IS_COUNTED
TEST_CASE("the work of a line grows with the letters read and not faster", "[hostile]") {
  const auto work = [](const std::string& line, const language::Context& place) {
    const auto before = allocations;
    language::understand(line, place);
    return allocations - before;
  };
  constexpr std::uint64_t kSpare = 400;  // what a line takes whatever its length
  for (const auto& [name, piece] : kPieces)
    for (const auto& place : kPlaces) {
      INFO(name);
      const auto of = [&](std::size_t octets) { return work(repeat(piece, octets / piece.size() + 1), place); };
      of(64);
      const auto once = of(900), twice = of(1'800), read = of(20'000), more = of(100'000);
      CHECK(twice <= 5 * once / 2 + kSpare);
      CHECK(more <= read + read / 4 + kSpare);
    }
}
#endif
