// See xml.hpp. Exceptions do not travel through expat: they are kept, the parser is stopped, and they go on behind it.
#include "bot/sheets/xml.hpp"

#include <expat.h>

namespace sheets {
namespace {

constexpr int piece = 64 * 1024;
constexpr std::uint64_t longest_token = 1 << 20;  // a tag with its attributes; expat keeps it as a whole

std::string_view local(std::string_view name) {
  const auto colon = name.find(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

}  // namespace

std::string_view attribute(const char** attributes, std::string_view name) {
  for (; *attributes != nullptr; attributes += 2)
    if (local(attributes[0]) == name) return attributes[1];
  return {};
}

struct XmlStream::Calls {
  template <class F>
  static void guarded(void* self, F call) {
    auto& stream = *static_cast<XmlStream*>(self);
    try {
      if (!stream.error_) call(stream.events_);
    } catch (...) {
      stream.error_ = std::current_exception();
      XML_StopParser(stream.parser_, XML_FALSE);
    }
  }
  static void begin(void* self, const char* name, const char** attributes) {
    guarded(self, [&](XmlEvents& events) { events.begin(local(name), attributes); });
  }
  static void end(void* self, const char* name) {
    guarded(self, [&](XmlEvents& events) { events.end(local(name)); });
  }
  static void text(void* self, const char* text, int size) {
    guarded(self, [&](XmlEvents& events) { events.text({text, static_cast<std::size_t>(size)}); });
  }
  static void doctype(void* self, const char*, const char*, const char*, int) {
    guarded(self, [](XmlEvents&) { throw Unreadable("entities"); });
  }
};

XmlStream::XmlStream(const Zip& zip, const std::string& part, Budget& budget, XmlEvents& events)
    : part_(zip, part, budget), events_(events), parser_(XML_ParserCreate(nullptr)) {
  if (parser_ == nullptr) throw std::bad_alloc();
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, Calls::begin, Calls::end);
  XML_SetCharacterDataHandler(parser_, Calls::text);
  XML_SetStartDoctypeDeclHandler(parser_, Calls::doctype);
}

XmlStream::~XmlStream() { XML_ParserFree(parser_); }

bool XmlStream::feed() {
  auto* buffer = static_cast<char*>(XML_GetBuffer(parser_, piece));
  if (buffer == nullptr) throw Unreadable("damaged");
  const auto count = part_.read(buffer, piece);
  const auto status = XML_ParseBuffer(parser_, static_cast<int>(count), count == 0);
  if (error_) std::rethrow_exception(error_);
  if (status != XML_STATUS_OK) throw Unreadable("damaged");
  refuse_long_tokens();
  return count > 0;
}

void XmlStream::refuse_long_tokens() {
  const auto behind = XML_GetCurrentByteIndex(parser_);
  if (behind >= 0 && part_.inflated() > static_cast<std::uint64_t>(behind) + longest_token + piece) throw Unreadable("damaged");
}

}  // namespace sheets
