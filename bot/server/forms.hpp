// What a browser sends with a form (application/x-www-form-urlencoded). Pure.
#pragma once

#include <string>
#include <string_view>

namespace server {

// The decoded value of a field, blanks at both ends cut off; "" if it is missing or the body is no form.
std::string form_field(std::string_view body, std::string_view name);

}  // namespace server
