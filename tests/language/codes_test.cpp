// Codes are random letters: every one of them is read, however it is typed, and no word or number is taken for one.
#include <catch2/catch.hpp>
#include <random>

#include "tests/language/said.hpp"

using namespace said;

namespace {

std::string random_code(std::minstd_rand& random, std::size_t size) {
  std::string code;
  std::uniform_int_distribution<std::size_t> letter(0, language::kInviteAlphabet.size() - 1);
  while (code.size() < size) code += language::kInviteAlphabet[letter(random)];
  return code;
}

std::string grouped(const std::string& code, const std::string& sign) {
  auto text = code.substr(0, 4);
  for (std::size_t at = 4; at < code.size(); at += 4) text += sign + code.substr(at, 4);
  return text;
}

std::string small(std::string text) {
  for (auto& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return text;
}

// As people type it: from the paper, by phone, out of a chat, with a sentence around.
std::vector<std::string> writings(const std::string& code) {
  std::vector<std::string> all;
  for (const auto* sign : {"-", " ", "–", "—", "‑", " - ", "- ", "", "."}) {
    all.push_back(grouped(code, sign));
    all.push_back(small(grouped(code, sign)));
  }
  for (const auto* before : {"mã ", "em có mã ", "ma moi: ", "dạ em có mã mời ", "em gửi mã ạ: ", "bot ơi mã của em là ", "code "})
    for (const auto* behind : {"", " ạ", " nhé ad", ", em cảm ơn"}) {
      all.push_back(before + grouped(code, "-") + behind);
      all.push_back(before + small(grouped(code, " ")) + behind);
    }
  all.push_back(grouped(code, "-") + " ạ");
  all.push_back("  " + grouped(code, "-") + "\n");
  all.push_back(grouped(code, "-") + ".");
  return all;
}

void check_writings(const char* intent, std::size_t size, const std::string& shown_with) {
  std::minstd_rand random(20261123);
  constexpr int kCodes = 1'500;
  std::size_t read = 0, asked_for = 0;
  for (int i = 0; i < kCodes; ++i) {
    const auto code = random_code(random, size);
    for (const auto& text : writings(code)) {
      ++asked_for;
      const auto meant = language::understand(text, direct(Role::member));
      const bool right = meant.name == intent && meant.args.value("code", "") == (shown_with.empty() ? code : grouped(code, shown_with)) && !meant.guessed;
      read += right ? 1 : 0;
      if (!right) UNSCOPED_INFO(text << " => " << meant.name << " " << meant.args.dump());
    }
  }
  CHECK(read == asked_for);
}

}  // namespace

TEST_CASE("every invite code is read in every writing", "[codes]") { check_writings("invite_code", 12, "-"); }
TEST_CASE("every code of a unit is read in every writing", "[codes]") { check_writings("relay_code", 8, ""); }

TEST_CASE("an invite is found in the sentence it came with", "[codes]") {
  for (const auto* line : {"chị Hoa tổ 3 đưa em mã này: 7KQM-XR4T-9HPW", "7KQM-XR4T-9HPW là mã chủ tịch gửi cho em đúng không", "Em chào ad, hôm qua em nhận mã E99F-A75T-2222 mà chưa vào được"})
    CHECK(language::understand(line, direct(Role::member)).name == "invite_code");
}

TEST_CASE("words, numbers and half a code are no code", "[codes]") {
  for (const auto* line : {"chap nhan thay", "thay nhau lam", "cham cham thay", "2345 6789 2345", "23456789", "dd 234567", "dd234567", "pa374567", "7KQM-XR4T-9HP0", "7KQM-XR4T-9HP", "7KQM XR4", "LDLD", "88QDLDLD", "xem 131/LDLD-CSPL",
                           "0987 654 321"}) {
    INFO(line);
    const auto name = language::understand(line, direct(Role::member)).name;
    CHECK(name != "invite_code");
    CHECK(name != "relay_code");
  }
  CHECK(language::understand("7KQM-XR4T-9HPW", group(Role::member)).name == "ignore");  // a code is nobody else's business
}
