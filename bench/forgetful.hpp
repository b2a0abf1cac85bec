// A database that forgets what is written to it, for measuring what storing costs: write jobs run at once against a
// session that does nothing, reads go to a real database.
#pragma once

#include "storage/database.hpp"

namespace bench {

class Forgetful final : public storage::Database {
 public:
  explicit Forgetful(storage::Database& real) : real_(real) {}
  void submit_write(std::string_view, Job job, Done done) override {
    Nothing nothing;
    job(nothing);
    done(nullptr);
  }
  void submit_read(Job job, Done done) override { real_.submit_read(std::move(job), std::move(done)); }
  std::string_view engine() const override { return real_.engine(); }
  storage::CommitStats commits() const override { return {}; }
  void backup(const std::string& file) override { real_.backup(file); }

 private:
  // Every statement changes one row of nothing.
  class Nothing final : public storage::Session {
   protected:
    std::int64_t execute(std::string_view, const storage::Param*, std::size_t, const RowFn*) override { return 1; }
  };
  storage::Database& real_;
};

}  // namespace bench
