// Inputs of the table tests, kept as the corpus that fuzzing starts from.
#pragma once

#include <string_view>

namespace fuzz {

// Writes `input` into <NHIPCAU_CORPUS>/<target>/, named by its digest; does nothing where that variable is not set.
void keep(std::string_view target, std::string_view input);

// An answer of a platform, in the form the target "answers" reads: status, value of the headers, body.
void keep_answer(int status, std::string_view header, std::string_view body);

}  // namespace fuzz
