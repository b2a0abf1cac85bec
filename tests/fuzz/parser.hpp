// What must hold for any bytes that a platform's parser is given.
#pragma once

#include <cstdint>
#include <string_view>

#include "adapters/channel.hpp"

namespace fuzz {

// Stops the program with a sentence when `holds` is false: what the fuzzer reports as a finding.
void require(bool holds, const char* sentence);

inline std::string_view bytes(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

// Parses twice: the same events or BadBody, each printable and readable again, all of it bounded by the size of the body.
void check_parser(const adapters::Channel& channel, std::string_view body);

}  // namespace fuzz
