// Invented names, made by rule: the n-th person of the sample province is the same on every machine.
#pragma once

#include <string>

namespace sample {

std::string made_up_name(unsigned n);  // "Lò Thị Ín", "Vàng A Páo", "Trần Văn Hải" … all the peoples of a mountain province

}  // namespace sample
