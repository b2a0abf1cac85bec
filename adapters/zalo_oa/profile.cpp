// user_submit_info: what a person hands over on request, in the shape of 2025 ({name, phone, address, city, district, ward}) or of
// 2026 ({name, phone, user_dob, gender, full_address{user_city, user_ward, user_address}}).
#include <algorithm>

#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A Vietnamese number in E.164: "0912 345 678", 84912345678, 912345678 and "+84 (0)912 345 678" are all "+84912345678". What is no
// number is left away.
std::string e164(const std::string& written) {
  constexpr std::size_t national_digits = 9, shortest = 7, longest = 15;
  std::string digits;
  std::copy_if(written.begin(), written.end(), std::back_inserter(digits), is_digit);
  if (digits.size() < shortest || digits.size() > longest + 2) return {};
  if (digits.starts_with("840")) return "+84" + digits.substr(3);
  if (written.starts_with("+") && !digits.starts_with("0")) return "+" + digits;
  if (digits.starts_with("00")) return "+" + digits.substr(2);
  if (digits.starts_with("0")) return "+84" + digits.substr(1);
  if (digits.starts_with("84") && digits.size() > national_digits) return "+" + digits;
  if (digits.size() == national_digits) return "+84" + digits;
  return "+" + digits;
}

}  // namespace

std::string iso_day(const std::string& written) {
  constexpr std::string_view form = "dd/dd/dddd";
  if (written.size() != form.size()) return written;
  for (std::size_t i = 0; i < form.size(); ++i)
    if (form[i] == 'd' ? !is_digit(written[i]) : written[i] != form[i]) return written;
  return written.substr(6, 4) + "-" + written.substr(3, 2) + "-" + written.substr(0, 2);
}

std::map<std::string, std::string> profile(const Json& info) {
  std::map<std::string, std::string> known;
  const auto put = [&known](const char* name, std::string value) {
    if (!value.empty()) known.try_emplace(name, nfc(std::move(value)));
  };
  for (const auto* key : {"name", "address", "city", "district", "ward", "gender"}) put(key, id_of(info, key));
  const Json& full = at(info, "full_address");
  put("address", id_of(full, "user_address"));
  put("city", id_of(full, "user_city"));
  put("district", id_of(full, "user_district"));
  put("ward", id_of(full, "user_ward"));
  put("phone", e164(id_of(info, "phone")));
  put("birthday", iso_day(id_of(info, "user_dob")));
  return known;
}

}  // namespace adapters::zalo_oa
