// Which platform a request is for, whom it is about, and how a platform words a fault: what faults are drawn by.
#pragma once

#include <optional>

#include "adapters/http/message.hpp"
#include "adapters/sandbox/faults.hpp"

namespace adapters::sandbox {

// Nothing if the request is none of a platform's API. Keeps views into the request.
std::optional<Call> call_of(const http::Request& request);
// The answer of a fault that sends one; nothing was carried out.
http::Response fault_answer(Platform on, Fault fault, const FaultPlan& plan);

}  // namespace adapters::sandbox
