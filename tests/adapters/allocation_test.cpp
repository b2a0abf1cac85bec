// What a parser takes of the heap is bounded by the size of the body: this program counts every byte. Sanitizers bring a heap of their
// own, so that it is counted without them only.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#include <malloc.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>

#include "adapters/facebook/facebook.hpp"
#include "adapters/json.hpp"
#include "adapters/zalo_bot/zalo_bot.hpp"
#include "adapters/zalo_oa/zalo_oa.hpp"

using namespace adapters;

namespace {

thread_local std::int64_t live = 0, peak = 0;

std::int64_t size_of(void* memory) { return static_cast<std::int64_t>(malloc_usable_size(memory)); }

}  // namespace

void* operator new(std::size_t size) {
  void* memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  live += size_of(memory);
  peak = std::max(peak, live);
  return memory;
}
void operator delete(void* memory) noexcept {
  if (memory != nullptr) live -= size_of(memory);
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

namespace {

constexpr std::size_t megabyte = std::size_t{1} << 20;

// `begin`, then `piece` again and again to a megabyte, then `end`.
std::string filled(const std::string& begin, const std::string& piece, const std::string& end) {
  auto body = begin;
  while (body.size() + piece.size() + end.size() <= megabyte) body += piece;
  if (body.back() == ',') body.pop_back();
  return body + end;
}

// Bytes of heap at the highest, for each byte of the body.
template <class Work>
std::int64_t factor(const std::string& body, Work work) {
  const auto before = live;
  peak = live;
  try {
    work(body);
  } catch (const BadBody&) {
  }
  return (peak - before) / static_cast<std::int64_t>(body.size());
}

const std::string page = R"({"object":"page","entry":[{"id":"100","time":1790000000123,"messaging":[)";
const std::string zalo = R"({"event_name":"user_send_image","message":{"msg_id":"1","attachments":[)";

const std::vector<std::string> bodies = {
    filled("{\"event_name\":\"user_send_text\",\"object\":\"page\",\"message\":{\"text\":\"", "x", "\"}}"),
    filled(page + R"({"sender":{"id":"7"},"message":{"mid":"m","text":")", "o\xCC\x82\xCC\x81", "\"}}]}]}"),
    filled(page + R"({"sender":{"id":"7"},"message":{"mid":"m","text":")", "\\u00e0", "\"}}]}]}"),
    filled(page + R"({"sender":{"id":"7"},"message":{"mid":"m","text":")", "\xFF", "\"}}]}]}"),
    filled("[", "[],", "]"), filled("[", "{},", "]"), filled("[", "{\"\":0},", "]"), filled("[", "0,", "]"), filled("{", "\"\":0,", "}"),
    filled("[", "{\"event_name\":0},", "]"), filled("[", "{\"event_name\":\"follow\"},", "]"), filled("[", "{\"object\":0},", "]"),
    filled(page, "{},", "]}]}"), filled(page, "{\"\":0},", "]}]}"), filled(page, "{\"sender\":0},", "]}]}"), filled(page, "{\"message\":{}},", "]}]}"), filled(page, "{\"read\":0},", "]}]}"),
    filled(page, R"({"sender":{"id":"7"},"message":{"mid":"m"}},)", "]}]}"),
    filled(R"({"object":"page","entry":[)", "{\"messaging\":[{}]},", "]}"),
    filled(R"({"object":"page","entry":[{"id":")" + std::string(megabyte / 2, '1') + R"(","messaging":[)", "{\"message\":{}},", "]}]}"), filled(page, "{\"read\":0},", "]}]}"),
    filled(page + R"({"sender":{"id":"7"},"message":{"mid":"m","attachments":[)", "{},", "]}}]}]}"),
    filled(page + R"({"sender":{"id":"7"},"delivery":{"mids":[)", "\"1\",", "]}}]}]}"),
    filled(zalo, "{},", "]}}"), filled(zalo, R"({"type":"link","payload":{"description":"{\"phone\":1}"}},)", "]}}"),
    filled(R"({"event_name":"user_join_group","users":[)", "1,", "]}"),
    filled("[", "{\"a\":", ""), std::string(megabyte, '['), std::string(megabyte, '"'), std::string(megabyte, '\\'),
};

}  // namespace

TEST_CASE("a parser takes of the heap no more than the body's size times a small factor") {
  constexpr std::int64_t most = 128;
  for (const auto& channel : {std::shared_ptr<Channel>(make_zalo_oa({})), std::shared_ptr<Channel>(make_zalo_bot({})), std::shared_ptr<Channel>(make_facebook({}))})
    for (const auto& body : bodies) {
      INFO(channel->kind() << ": " << body.substr(0, 120));
      CHECK(factor(body, [&](const std::string& one) { return channel->parse(one); }) <= most);
    }
}

TEST_CASE("reading two values before parsing takes no more than a few copies of the body") {
  for (const auto& body : bodies) {
    INFO(body.substr(0, 120));
    CHECK(factor(body, [](const std::string& one) { return top_level_texts(one, "app_id", "timestamp"); }) <= 16);
  }
}

TEST_CASE("the heap is counted here") {
  CHECK(factor(std::string(megabyte, 'x'), [](const std::string& one) { return std::string(one) + one; }) >= 2);
}

#endif
