#include "bot/server/qr.hpp"

#include <qrencode.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace server {
namespace {

constexpr int quiet_zone = 4;  // modules of white around it, as the standard asks

using Code = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

bool dark(const QRcode& code, int x, int y) { return (code.data[y * code.width + x] & 1) != 0; }

// One bar for each run of dark modules in a row.
std::string bars(const QRcode& code) {
  std::string path;
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width; ++x) {
      const int from = x;
      while (x < code.width && dark(code, x, y)) ++x;
      if (x == from) continue;
      const auto length = std::to_string(x - from);
      path += "M" + std::to_string(from + quiet_zone) + " " + std::to_string(y + quiet_zone) + "h" + length + "v1h-" + length + "z";
    }
  }
  return path;
}

}  // namespace

std::string qr_svg(const templates::Catalog& catalog, const std::string& text) {
  const Code code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
  if (!code) throw std::invalid_argument("this text does not fit into a QR code");
  return catalog.render("web/qr", {{"size", code->width + 2 * quiet_zone}, {"bars", bars(*code)}});
}

}  // namespace server
