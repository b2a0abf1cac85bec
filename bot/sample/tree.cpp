#include "bot/sample/tree.hpp"

namespace sample {

// Sums: May Sơn Hà 58+56+18+56+56+54+14 = 312, Chè Pu Lan 46, Hoa Ban 9, Tâm Đức 8, HTX Dịch vụ 7, Xe ôm 38, Cao su 9*60 = 540,
// HTX Vận tải 6, Bệnh viện 486, Môi trường 92: 1,544 members in ten CĐCS. off_roll: workers who are on no roll.
const std::vector<UnitLine>& unit_lines() {
  static const std::vector<UnitLine> lines{
      {"SH", "", "tinh", "LĐLĐ tỉnh Sơn Hà", "Toàn tỉnh", 0, 0, false},
      {"KCN", "SH", "cap_tren", "CĐ các KCN tỉnh", "CĐ các KCN", 0, 0, false},
      {"MSH", "KCN", "cdcs", "CĐCS Công ty TNHH May Sơn Hà", "May Sơn Hà", 0, 21, true},
      {"MSH-CAT", "MSH", "cdbp", "CĐBP Xưởng Cắt", "Xưởng Cắt", 0, 0, false},
      {"MSH-1", "MSH-CAT", "to", "Tổ 1", "Tổ 1", 58, 0, true},
      {"MSH-2", "MSH-CAT", "to", "Tổ 2", "Tổ 2", 56, 0, true},
      {"MSH-MAY", "MSH", "cdbp", "CĐBP Xưởng May", "Xưởng May", 0, 0, false},
      {"MSH-3", "MSH-MAY", "to", "Tổ 3", "Tổ 3", 18, 0, true},
      {"MSH-4", "MSH-MAY", "to", "Tổ 4", "Tổ 4", 56, 0, true},
      {"MSH-5", "MSH-MAY", "to", "Tổ 5", "Tổ 5", 56, 0, true},
      {"MSH-6", "MSH-MAY", "to", "Tổ 6", "Tổ 6", 54, 0, true},
      {"MSH-VP", "MSH", "to", "Tổ Văn phòng", "Tổ Văn phòng", 14, 0, true},
      {"CPL", "KCN", "cdcs", "CĐCS Công ty CP Chè Pu Lan", "Chè Pu Lan", 0, 4, true},
      {"CPL-1", "CPL", "to", "Tổ 1", "Tổ 1", 16, 0, false},
      {"CPL-2", "CPL", "to", "Tổ 2", "Tổ 2", 15, 0, false},
      {"CPL-3", "CPL", "to", "Tổ 3", "Tổ 3", 15, 0, false},
      {"NS", "SH", "cap_tren", "CĐ phường Nậm Sơn", "CĐ phường Nậm Sơn", 0, 0, false},
      {"HB", "NS", "cdcs", "CĐCS Trường Mầm non tư thục Hoa Ban", "Mầm non Hoa Ban", 9, 0, true},
      {"TD", "NS", "cdcs", "CĐCS Phòng khám Đa khoa Tâm Đức", "Phòng khám Tâm Đức", 8, 1, true},
      {"DV", "NS", "cdcs", "CĐCS HTX Dịch vụ Nậm Sơn", "HTX Dịch vụ Nậm Sơn", 7, 0, true},
      {"XO", "NS", "cdcs", "Nghiệp đoàn cơ sở Xe ôm - Bốc xếp chợ Nậm Sơn", "Xe ôm - Bốc xếp", 38, 0, true},
      {"ML", "SH", "cap_tren", "CĐ xã Mường Lặn", "CĐ xã Mường Lặn", 0, 0, false},
      {"CS", "ML", "cdcs", "CĐCS Công ty TNHH MTV Cao su Mường Lặn", "Cao su Mường Lặn", 0, 35, true},
      {"CS-1", "CS", "cdbp", "Đội 1", "Đội 1", 60, 0, false},
      {"CS-2", "CS", "cdbp", "Đội 2", "Đội 2", 60, 0, false},
      {"CS-3", "CS", "cdbp", "Đội 3", "Đội 3", 60, 0, false},
      {"CS-4", "CS", "cdbp", "Đội 4", "Đội 4", 60, 0, false},
      {"CS-5", "CS", "cdbp", "Đội 5", "Đội 5", 60, 0, false},
      {"CS-6", "CS", "cdbp", "Đội 6", "Đội 6", 60, 0, false},
      {"CS-7", "CS", "cdbp", "Đội 7", "Đội 7", 60, 0, false},
      {"CS-8", "CS", "cdbp", "Đội 8", "Đội 8", 60, 0, false},
      {"CS-9", "CS", "cdbp", "Đội 9", "Đội 9", 60, 0, false},
      {"VT", "ML", "cdcs", "CĐCS HTX Vận tải Mường Lặn", "HTX Vận tải Mường Lặn", 6, 0, true},
      {"BV", "SH", "cdcs", "CĐCS Bệnh viện Đa khoa tỉnh", "Bệnh viện Đa khoa tỉnh", 486, 12, true},
      {"MT", "SH", "cdcs", "CĐCS Công ty CP Môi trường đô thị Sơn Hà", "Môi trường đô thị", 92, 0, true}};
  return lines;
}

const std::vector<NamedPerson>& named_people() {
  static const std::vector<NamedPerson> people{
      {"Vũ Thu Hương", "", "officer", "SH", false},
      {"Lý Văn Sẻng", "", "officer", "KCN", false},
      {"Đinh Thị Hà", "", "officer", "NS", false},
      {"Cà Văn Tiện", "", "officer", "ML", false},
      {"Lò Văn Pản", "MSH-VP", "chair", "MSH", false},
      {"Giàng Thị Mỷ", "MSH-3", "to_leader", "MSH-3", false},
      {"Giàng A Tủa", "MSH-3", "", "", false},
      {"Lò Thị Pánh", "MSH-1", "", "", true},
      {"Lò Thị Hoa", "MSH-1", "", "", false},
      {"Nguyễn Thị Hoa", "MSH-1", "", "", false},
      {"Phàn A Chẻo", "MSH-1", "", "", true},
      {"Sùng Thị Dợ", "MSH-2", "", "", false},
      {"Lường Văn Ón", "MSH-2", "", "", false},
      {"Trần Văn Hùng", "MSH-2", "", "", true}};
  return people;
}

}  // namespace sample
