// Small readers that the stand-ins share: fields of JSON that may be anything, query parameters, JSON answers.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "adapters/http/message.hpp"

namespace adapters::sandbox {

const nlohmann::json& member(const nlohmann::json& object, const char* key);       // null: missing, or no object
std::string string_of(const nlohmann::json& object, const char* key);              // "": missing, or no string
std::string id_of(const nlohmann::json& object, const char* key);                  // also of a number
std::string query(const http::Request& request, const std::string& key);           // "": missing
std::size_t number(const http::Request& request, const std::string& key, std::size_t otherwise);
http::Response json_answer(const nlohmann::json& body, int status = 200);
nlohmann::json body_of(const http::Request& request);                              // discarded: not JSON
std::string request_mark(const http::Request& request);                            // the bot's X-Request-Id

}  // namespace adapters::sandbox
