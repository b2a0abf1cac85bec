// XML of a packed part as a stream: expat behind. Documents that declare a type (entities) are refused. Private to the room.
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>

#include "bot/sheets/zip.hpp"

struct XML_ParserStruct;

namespace sheets {

// What happens in the document; names come without their prefix. May throw: the reading ends with it.
class XmlEvents {
 public:
  virtual void begin(std::string_view name, const char** attributes) = 0;   // name, value, …, null
  virtual void end(std::string_view) {}
  virtual void text(std::string_view) {}

 protected:
  ~XmlEvents() = default;
};
// The value of an attribute, whatever its prefix; "" if there is none.
std::string_view attribute(const char** attributes, std::string_view name);

class XmlStream {
 public:
  XmlStream(const Zip& zip, const std::string& part, Budget& budget, XmlEvents& events);
  ~XmlStream();
  XmlStream(const XmlStream&) = delete;
  XmlStream& operator=(const XmlStream&) = delete;

  bool feed();                                    // the next piece; false: that was the last. Throws Unreadable
  void all() { while (feed()) {} }
  std::uint64_t inflated() const { return part_.inflated(); }

 private:
  struct Calls;
  void refuse_long_tokens();

  ZipPart part_;
  XmlEvents& events_;
  XML_ParserStruct* parser_;
  std::exception_ptr error_;
};

}  // namespace sheets
