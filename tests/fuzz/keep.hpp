// Inputs of the table tests, kept as the corpus that fuzzing starts from.
#pragma once

#include <string_view>

namespace fuzz {

// Writes `input` into <NHIPCAU_CORPUS>/<target>/, named by its digest; does nothing where that variable is not set.
void keep(std::string_view target, std::string_view input);

}  // namespace fuzz
