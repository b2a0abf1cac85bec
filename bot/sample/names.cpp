#include "bot/sample/names.hpp"

#include <array>

namespace sample {

namespace {

using Words = std::array<const char*, 16>;
struct People { Words surnames; std::array<const char*, 4> women, men; Words women_given, men_given; };

// Thái and Kinh; H'Mông, Dao and Giáy. Surnames repeat where a people has few.
constexpr People thai{{"Lò", "Lường", "Cà", "Quàng", "Tòng", "Vì", "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đỗ", "Bùi", "Vũ", "Đặng", "Đinh"},
                      {"Thị", "Thị", "Thị Thu", "Thị Kim"}, {"Văn", "Văn", "Đức", "Quốc"},
                      {"Ín", "Inh", "Hặc", "Phương", "Lan", "Hạnh", "Thơm", "Xuân", "Yến", "Dung", "Nga", "Hồng", "Thảo", "Mai", "Oanh", "Bích"},
                      {"Ón", "Pâng", "Hải", "Tuấn", "Dũng", "Kiên", "Sơn", "Thành", "Tiến", "Quân", "Long", "Cường", "Đạt", "Mạnh", "Bình", "Xôm"}};
constexpr People hmong{{"Giàng", "Sùng", "Vàng", "Thào", "Mùa", "Lầu", "Hạng", "Ly", "Phàn", "Tẩn", "Chẻo", "Lý", "Má", "Cứ", "Sình", "Hầu"},
                       {"Thị", "Thị", "Thị", "Mý"}, {"A", "A", "A", "Seo"},
                       {"Dợ", "Mỷ", "Xoa", "Say", "Pà", "Chu", "Dế", "Mo", "Sò", "Của", "Ghênh", "Ca", "Lia", "Pla", "Vá", "Sáy"},
                       {"Tủa", "Páo", "Chu", "Lử", "Dơ", "Sì", "Vảng", "Tráng", "Phử", "Giống", "Lềnh", "Khứ", "Nhè", "Chẩu", "Của", "Mềnh"}};

// A fixed mixing of the number (an odd multiplier), so that neighbours do not look alike.
constexpr unsigned mixed(unsigned n) {
  n ^= n >> 7;
  n *= 2654435761u;
  return n ^ (n >> 15);
}

}  // namespace

std::string made_up_name(unsigned n) {
  const unsigned m = mixed(n + 1);
  const auto& people = m % 5 < 3 ? thai : hmong;
  const bool woman = (m >> 4) % 2 == 0;
  const auto& middle = woman ? people.women : people.men;
  const auto& given = woman ? people.women_given : people.men_given;
  return std::string(people.surnames[(m >> 8) % 16]) + " " + middle[(m >> 13) % 4] + " " + given[(m >> 17) % 16];
}

}  // namespace sample
