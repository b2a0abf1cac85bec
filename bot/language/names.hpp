// Names of people and units as they stand in a line. Pure.
#pragma once

#include <optional>
#include <string>

#include "bot/language/reading.hpp"

namespace language {

// How many words from `at` on are a person's name of two words or more; 0 if none.
bool sure_middle(const Line& line, std::size_t at);  // "thị", "văn", "a": of a name even in small letters
std::size_t name_at(const Reading& reading, std::size_t at);

// A person by title ("chị Xoa", "anh Chu Văn Tài") or by whole name. `from` is behind the title.
struct Person { std::size_t from = 0, to = 0; };
std::optional<Person> person_at(const Reading& reading, std::size_t at);
// The same where a name is expected: any words up to one that ends names.
std::optional<Person> expected_person(const Reading& reading, std::size_t at);
// Is it written with letters (a number or a symbol is no name)?
bool is_letterlike(const Word& word);
std::string person_text(const Reading& reading, const Person& person);

// A unit: from the roll, or words behind "CĐCS", "công đoàn xã" … that look like a name.
struct UnitName { std::string name; std::size_t to = 0; };
std::optional<UnitName> unit_at(const Reading& reading, std::size_t at);
// The same, of the units found among the values: never a part of a person's name.
std::optional<UnitName> unit_said_at(const Reading& reading, std::size_t at);

}  // namespace language
