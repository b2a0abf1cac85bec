#include "bot/server/forms.hpp"

#include <boost/algorithm/string/trim.hpp>
#include <boost/url/params_encoded_view.hpp>
#include <boost/url/parse_query.hpp>

namespace server {

std::string form_field(std::string_view body, std::string_view name) {
  const auto fields = boost::urls::parse_query(body);
  if (!fields) return {};
  for (const auto& field : *fields) {
    if (field.key.decode() != name) continue;
    boost::urls::encoding_opts options;
    options.space_as_plus = true;
    return boost::algorithm::trim_copy(field.value.decode(options));
  }
  return {};
}

}  // namespace server
