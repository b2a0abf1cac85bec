# Every library the project stands on (Debian 12 packages: scripts/packages). Heavy or old headers are system headers.
find_package(Threads REQUIRED)
find_package(Boost 1.81 CONFIG REQUIRED COMPONENTS headers url)
find_package(OpenSSL 3 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(PQXX REQUIRED IMPORTED_TARGET libpqxx)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-i18n icu-uc)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
find_package(spdlog REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(CLI11 CONFIG REQUIRED)
find_library(XLSXWRITER xlsxwriter REQUIRED)

# Asio and Beast: one I/O thread, coroutines; compiled in every file that includes them, so few do.
add_library(nhipcau_boost INTERFACE)
target_link_libraries(nhipcau_boost INTERFACE Boost::headers Boost::url OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
target_compile_definitions(nhipcau_boost INTERFACE BOOST_ASIO_NO_DEPRECATED)
