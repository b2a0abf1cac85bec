#include "storage/database.hpp"
namespace storage { std::unique_ptr<Database> open_postgres(const PostgresOptions&) { throw Unavailable("later"); } }
