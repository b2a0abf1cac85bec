// What is not for the bot, what our buttons carry, and what wishes us ill.
#include "tests/language/said.hpp"

using namespace said;
using language::addressed;

TEST_CASE("chatter in a group is ignored") {
  for (const auto* line : {
           "2", "a", "ok", "vâng ạ", "có", "không", "đồng ý", "nhất trí với chị", "+1", "có mặt", "em có mặt ở cổng rồi", "vắng quá",
           "đã nhận nhé", "👍", "👍👍👍", "hello cả nhà", "cảm ơn anh chị nhiều", "chúc mừng sinh nhật chị", "mai ai đi chợ không",
           "anh Bắc ơi", "bc ơi", "con bot game này lag quá", "trợ lý giám đốc đâu rồi", "@Lò Văn Pản anh xem giúp em", "bình chọn cho con em với",
           "tổ 3 ơi ra ăn cơm", "đồng chí Vàng A Lử đâu", "đóng cửa kho chưa", "đông y chữa được đấy", "tờ 2 in mờ", "cô ơi", "báo cáo chị em về rồi",
           "thống kê hộ em số ghế", "tk ngân hàng của em đây", "tk 0123456789 nhé", "điểm danh hội cầu lông tối nay", "xem 324 lần rồi", "hướng dẫn em với",
           "giúp em với", "thêm 2 suất nữa", "mã này hết hạn rồi", "324", "kế hoạch tối nay sao rồi", "gửi em cái ảnh", "bc", "bc 5", "pa", "pa 3 rồi",
           "góp ý chân thành nhé", "đã xem trận tối qua chưa", "3 nhé anh", "2/3 anh em đồng ý rồi", "/abc", "/ 2", "http://vnexpress.net/abc", "?", "...", "",
           "   ", "lương tháng này chậm quá", "ai biết quyền riêng tư là gì không", "chốt nhé mọi người", "đóng lại đi", "bot", "bốt này to thế"}) {
    INFO(line);
    if (std::string(line) == "bot") continue;  // a call
    CHECK(language::understand(line, group(Role::member)).name == "ignore");
    CHECK(language::understand(line, group(Role::officer)).name == "ignore");
    CHECK_FALSE(addressed(line, false));
  }
}

TEST_CASE("what is for the bot in a group") {
  for (const auto* line : {"@Trợ lý Công đoàn thống kê", "@bot 2", "bot ơi", "trợ lý ơi giúp em", "bot thống kê tổ 3", "chị ơi, bot đếm giúp", "bc5: 2", "BC 5 2",
                           "/thongke", "thống kê tổ 3", "tk bc 5", "điểm danh", "dd 1234", "đã đọc kế hoạch 324", "góp ý: cơm nguội", "hướng dẫn", "chốt bc 5",
                           "tạo bình chọn: A? | b | c", "mở điểm danh họp tổ 3", "#1 vote 5 2"}) {
    INFO(line);
    CHECK(addressed(line, false));
  }
  for (const auto* line : {"2", "b", "có", "không", "đồng ý", "+1", "có mặt", "vắng vì con ốm", "đã đọc", "đến muộn 20 phút", "1,3"}) {
    INFO(line);
    CHECK(addressed(line, true));
    CHECK_FALSE(addressed(line, false));
  }
  for (const auto* line : {"ok chị", "vâng", "mai mấy giờ", "cảm ơn nhé", "ai đi cùng em không"}) {
    INFO(line);
    CHECK_FALSE(addressed(line, true));
  }
}

TEST_CASE("a called line is never ignored") {
  for (const auto* line : {"@bot", "@bot abc xyz", "bot ơi trời hôm nay đẹp", "@Trợ lý Công đoàn 👍", "@Trợ lý Công đoàn"}) {
    INFO(line);
    CHECK(language::understand(line, group(Role::member)).name != "ignore");
  }
}

TEST_CASE("buttons") {
  const std::vector<Row> rows{
      {"#1 ack 17", "ack", R"({"directive_id":17})"},
      {"#1 view 17", "directive_find", R"({"directive_id":17})"},
      {"#1 vote 5 2", "poll_vote", R"({"poll":5,"choices":[2]})"},
      {"#1 vote 5 1 3", "poll_vote", R"({"poll":5,"choices":[1,3]})"},
      {"#1 checkin 4", "checkin", R"({"meeting_id":4})"},
      {"#1 yes 9f3a", "confirm_yes", R"({"nonce":"9f3a"})"},
      {"#1 no 9f3a", "confirm_no", R"({"nonce":"9f3a"})"},
      {"#1 more", "more"},
      {"#1 start", "greet"},
      {"#1 help", "help"},
      {"#1 privacy", "privacy_info"},
      {"#2 ack 17", "unclear", R"({"candidates":[]})"},
      {"#1 dance", "unclear", R"({"candidates":[]})"},
      {"#1 ack x", "unclear", R"({"candidates":[]})"},
      {"#1 ack 99999999999999999999", "unclear", R"({"candidates":[]})"},
      {"#1 vote 5", "unclear", R"({"candidates":[]})"},
      {"#1 vote 5 0", "unclear", R"({"candidates":[]})"},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK(language::is_payload(row.text));
    const auto intent = language::read_payload(row.text);
    CHECK(intent.name == row.intent);
    CHECK(intent.args == json::parse(row.args));
    CHECK(language::understand(row.text, direct(Role::member)).args == intent.args);
  }
  CHECK_FALSE(language::is_payload("#hashtag 1"));
  CHECK_FALSE(language::is_payload("#1"));
  CHECK_FALSE(language::is_payload(""));
}

TEST_CASE("hostile lines are read in linear time and mean nothing") {
  const auto repeat = [](std::string_view part, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += part;
    return text;
  };
  const std::vector<std::string> lines{repeat("a", 100'000),      repeat("bc ", 100'000),   repeat("👍🏽🏳️‍🌈", 20'000), "x" + repeat("\u0301", 100'000),
                                       repeat("\u200b", 100'000), repeat("1,", 100'000),    repeat("/", 100'000),      repeat("@bot ", 20'000),
                                       repeat("rồi ", 100'000),   repeat("\n", 100'000),    repeat("\xff", 100'000),   repeat("mai ", 100'000),
                                       repeat("tổ 1 và ", 50'000), repeat("bc1: 2\n", 20'000), std::string(1000, '\0'),   repeat("ệ", 100'000)};
  for (const auto& line : lines) {
    for (const auto& context : {direct(Role::officer), group(Role::member), asked(Role::chair)}) {
      CHECK_FALSE(language::understand(line, context).name.empty());
    }
    language::addressed(line, true);
    CHECK(language::fold(line).size() <= 3 * line.size());
  }
}
