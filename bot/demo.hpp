// The demo: a server with the sample province, and the stand-ins of the platforms, in one process. Nothing leaves the machine.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <string>

#include "adapters/sandbox/sandbox.hpp"
#include "bot/app.hpp"
#include "bot/sample/province.hpp"

namespace app {

inline constexpr const char* demo_folder = "nhipcau-demo";

struct DemoOptions {
  std::string folder = demo_folder;          // data of the demo; used again by the next one
  bool memory = false;                       // keep nothing; no commands beside it then
  std::string postgresql;                    // instead of the SQLite file
  std::string address = "127.0.0.1";
  std::uint16_t port = 0, sandbox_port = 0;  // 0: free ones
  std::optional<std::int64_t> clock_start;   // UTC ms
};

// Where the demo of this folder keeps its data: what commands beside it need.
Config demo_config(const std::string& folder);

class Demo {
 public:
  // Seeds an empty database, listens on both ports, starts. Throws one clear sentence.
  Demo(boost::asio::io_context& io, const DemoOptions& options);
  ~Demo();

  std::string start_page() const;            // "http://127.0.0.1:8080"
  std::string chat_page() const { return sandbox_->base_url(); }
  App& server() { return *app_; }
  adapters::sandbox::Sandbox& sandbox() { return *sandbox_; }
  const sample::Province& province() const { return province_; }
  boost::asio::awaitable<void> stop(std::chrono::milliseconds grace);

 private:
  std::string address_;
  sample::Province province_;
  std::unique_ptr<adapters::sandbox::Sandbox> sandbox_;
  std::unique_ptr<App> app_;
};

}  // namespace app
