// QR codes as SVG: sharp at any size, small, printed and shown without a script.
#pragma once

#include <string>

#include "templates/catalog.hpp"

namespace server {

// A picture of the text (an address), with the quiet zone around it. Throws std::invalid_argument if it is too long for a QR code.
std::string qr_svg(const templates::Catalog& catalog, const std::string& text);

}  // namespace server
