// Vietnamese text: normal form, fold, sort keys, cutting; days and moments of Asia/Ho_Chi_Minh. Pure; ICU behind.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace language {

std::string nfc(std::string_view text);
// NFKC, NFD, marks dropped, đ Đ ð Ð Ɖ → d, lower case, blanks and invisible characters collapsed, trimmed.
std::string fold(std::string_view text);
bool has_marks(std::string_view text);              // any Vietnamese diacritic (đ too)
std::size_t length(std::string_view text);          // code points of NFC text
std::string trim(std::string_view text);            // Unicode blanks

// ICU vi collation keys, raw octets, to be compared bytewise. A person sorts by given name, then surname, then middle names.
std::string sort_key(std::string_view text);
std::string person_sort_key(std::string_view name);
std::string_view given_name(std::string_view name); // last word: how people are addressed (anh Pản)

// Days "YYYY-MM-DD" and clock times of Asia/Ho_Chi_Minh (+07:00, no DST).
std::string day_of(std::int64_t moment);
std::optional<std::int64_t> moment_of(std::string_view iso);   // "2026-11-23T08:00:00+07:00", "…Z" → UTC ms
std::string iso_moment(std::int64_t moment);                    // "2026-11-23T08:00:00+07:00"
std::string say_day(std::string_view day);                      // "28/3/2022" (running text of a Vietnamese document)
std::string say_moment(std::int64_t moment);                    // "17h00 ngày 27/11/2026"
bool valid_day(std::string_view day);                           // a day that exists
std::string percent(std::int64_t part, std::int64_t whole);     // "66,7%"; "–" for whole 0; never used for a verdict

// Official number of a document: "324/KH-LĐLĐ", "52-CT/TW", "07/2013/CT-UBND", "131/LĐLĐ-CSPL". Read in any case, with or
// without marks; the parts come in their official spelling.
struct DocNumber {
  std::string number, kind, organ;  // kind "CV" where the number carries none
  std::string year, section;        // "2013"; "CSPL": the department in the number of a công văn
};
std::optional<DocNumber> doc_number(std::string_view doc);      // nothing for "324", "99/CV-LĐLĐ": no official numbers
std::string official_doc(const DocNumber& doc);                 // written as it should be
std::string_view kind_code(std::string_view written);           // "kh" → "KH"; "" if it is no code
bool known_organ(std::string_view written);                     // "ldld", "TW"
std::string_view kind_name(std::string_view code);              // "KH" → "Kế hoạch"; "" if unknown

}  // namespace language
