// Official numbers of documents.
#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "bot/language/text.hpp"

namespace language {
namespace {

struct Kind { std::string_view code, folded, name; };
constexpr std::array kKinds{
    Kind{"NQ", "nq", "Nghị quyết"}, Kind{"CT", "ct", "Chỉ thị"},      Kind{"KH", "kh", "Kế hoạch"},
    Kind{"HD", "hd", "Hướng dẫn"},  Kind{"QC", "qc", "Quy chế"},      Kind{"QyĐ", "qyd", "Quy định"},
    Kind{"QĐ", "qd", "Quyết định"}, Kind{"KL", "kl", "Kết luận"},     Kind{"TB", "tb", "Thông báo"},
    Kind{"GM", "gm", "Giấy mời"},   Kind{"BC", "bc", "Báo cáo"},      Kind{"TTr", "ttr", "Tờ trình"},
    Kind{"CTr", "ctr", "Chương trình"}, Kind{"BB", "bb", "Biên bản"}, Kind{"CV", "cv", "Công văn"},
};

struct Spelling { std::string_view folded, official; };
constexpr std::array kOrgans{
    Spelling{"ldld", "LĐLĐ"}, Spelling{"tld", "TLĐ"},   Spelling{"cdcs", "CĐCS"}, Spelling{"cd", "CĐ"},     Spelling{"tw", "TW"},
    Spelling{"bch", "BCH"},   Spelling{"btv", "BTV"},   Spelling{"ubnd", "UBND"}, Spelling{"ubkt", "UBKT"}, Spelling{"hdnd", "HĐND"},
    Spelling{"tu", "TU"},     Spelling{"cp", "CP"},     Spelling{"ttg", "TTg"},   Spelling{"qh", "QH"},     Spelling{"cdbp", "CĐBP"},
    Spelling{"toc", "ToC"},   Spelling{"cspl", "CSPL"}, Spelling{"tg", "TG"},     Spelling{"nc", "NC"},     Spelling{"vp", "VP"},
    Spelling{"cdvc", "CĐVC"}, Spelling{"cdn", "CĐN"},
};

std::string upper(std::string_view text) {
  std::string big(text);
  std::transform(big.begin(), big.end(), big.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return big;
}

std::string official_organ(std::string_view written) {
  const auto folded = fold(written);
  for (const auto& organ : kOrgans) {
    if (organ.folded == folded) return std::string(organ.official);
  }
  return upper(written);
}

std::string_view kind_of(std::string_view written) {
  const auto folded = fold(written);
  for (const auto& kind : kKinds) {
    if (kind.folded == folded) return kind.code;
  }
  return {};
}

// "324/KH-LĐLĐ" → 324, KH, LĐLĐ.
std::vector<std::string> parts_of(std::string_view doc) {
  std::vector<std::string> parts(1);
  for (const char c : doc) {
    if (c == '/' || c == '-') parts.emplace_back();
    else if (c != ' ') parts.back() += c;
  }
  return parts;
}

bool is_number(std::string_view text) {
  const auto digits = text.find_first_not_of("0123456789");
  const auto count = digits == std::string_view::npos ? text.size() : digits;
  return count >= 1 && count <= 5 && text.size() - count <= 1 &&
         (count == text.size() || std::isalpha(static_cast<unsigned char>(text.back())));
}

bool is_year(std::string_view text) {
  return text.size() == 4 && (text.substr(0, 2) == "19" || text.substr(0, 2) == "20") &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string joined(const std::vector<std::string>& parts, std::size_t from) {
  std::string text;
  for (auto i = from; i < parts.size(); ++i) text += (i > from ? "-" : "") + official_organ(parts[i]);
  return text;
}

}  // namespace

std::optional<DocNumber> doc_number(std::string_view doc) {
  const auto parts = parts_of(doc);
  if (parts.size() < 3 || parts.size() > 6 || !is_number(parts[0])) return std::nullopt;
  if (std::any_of(parts.begin(), parts.end(), [](const std::string& part) { return part.empty(); })) return std::nullopt;
  std::size_t next = 1;
  DocNumber found;
  found.number = fold(parts[0]);
  if (is_year(parts[1])) found.year = parts[next++];
  if (next + 2 > parts.size()) return std::nullopt;
  const auto kind = kind_of(parts[next]);
  if (kind == "CV" || std::isdigit(static_cast<unsigned char>(parts[next][0]))) return std::nullopt;
  found.kind = kind.empty() ? "CV" : kind;
  if (!kind.empty()) ++next;
  found.organ = kind.empty() ? official_organ(parts[next]) : joined(parts, next);
  if (kind.empty()) found.section = joined(parts, next + 1);
  return found;
}

// The party writes "52-CT/TW", the state and the unions "324/KH-LĐLĐ".
std::string official_doc(const DocNumber& doc) {
  const std::string number = doc.number + (doc.year.empty() ? "" : "/" + doc.year);
  if (doc.kind == "CV") return number + "/" + doc.organ + (doc.section.empty() ? "" : "-" + doc.section);
  if (doc.organ == "TW" || doc.organ == "TU") return number + "-" + doc.kind + "/" + doc.organ;
  return number + "/" + doc.kind + "-" + doc.organ;
}

std::string_view kind_name(std::string_view code) {
  for (const auto& kind : kKinds) {
    if (kind.code == code) return kind.name;
  }
  return {};
}

std::string_view kind_code(std::string_view written) { return kind_of(written); }

bool known_organ(std::string_view written) {
  const auto folded = fold(written);
  return std::any_of(kOrgans.begin(), kOrgans.end(), [&](const Spelling& organ) { return organ.folded == folded; });
}

}  // namespace language
