"""Everything CMake looks for on the machine comes from a package of scripts/packages, the only list."""
import os
import re
import unittest

import tree

# What CMake asks for → the Debian package that brings it.
BROUGHT_BY = {
    "Threads": "g++", "PkgConfig": "pkg-config", "Boost": "libboost1.81-dev", "OpenSSL": "libssl-dev", "nlohmann_json": "nlohmann-json3-dev",
    "SQLiteCpp": "libsqlitecpp-dev", "libpqxx": "libpqxx-dev", "icu-i18n": "libicu-dev", "icu-uc": "libicu-dev", "libsodium": "libsodium-dev",
    "spdlog": "libspdlog-dev", "prometheus-cpp": "prometheus-cpp-dev", "CLI11": "libcli11-dev", "xlsxwriter": "libxlsxwriter-dev",
    "Catch2": "catch2", "ccache": "ccache", "clang-tidy": "clang-tidy", "python3": "python3", "tomlplusplus": "libtomlplusplus-dev",
    "expat": "libexpat1-dev", "libzip": "libzip-dev", "liborcus-0.17": "liborcus-dev", "libqrencode": "libqrencode-dev", "sqlite3": "libsqlite3-dev",
}
PATTERNS = (
    re.compile(r"^\s*find_package\(\s*([\w+-]+)", re.M),
    re.compile(r"^\s*find_(?:library|program)\(\s*\w+\s+(?:NAMES\s+)?([\w.+-]+)", re.M),
    re.compile(r"^\s*pkg_check_modules\(\s*\w+\s+([^)]*)\)", re.M),
)
WORDS_OF_CMAKE = {"REQUIRED", "QUIET", "IMPORTED_TARGET", "GLOBAL"}


def asked_for(text):
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield from (word for word in match.group(1).split() if word not in WORDS_OF_CMAKE)


def listed(text):
    return {line.split()[1] for line in text.splitlines() if line and not line.startswith("#")}


def violations(cmake_files, packages):
    found = []
    for path, text in cmake_files.items():
        for name in asked_for(text):
            package = BROUGHT_BY.get(name)
            if package is None:
                found.append(f"{path}: nobody knows which package brings {name}; tell tests/rules/test_packages.py")
            elif package not in packages:
                found.append(f"{path}: {name} needs the package {package}, which scripts/packages does not list")
    return found


class Packages(unittest.TestCase):
    def test_tree(self):
        with open(os.path.join(tree.ROOT, "scripts/packages"), encoding="utf-8") as file:
            packages = listed(file.read())
        files = tree.files(("CMakeLists.txt", ".cmake"))
        self.assertGreater(sum(len(list(asked_for(text))) for text in files.values()), 10)
        self.assertEqual([], violations(files, packages))

    def test_catches_a_planted_violation(self):
        packages = {"g++", "libsodium-dev"}
        for line in ("find_package(OpenSSL 3 REQUIRED)", "find_package(Unheard)", "find_library(X xlsxwriter REQUIRED)",
                     "pkg_check_modules(A REQUIRED IMPORTED_TARGET libsodium icu-uc)"):
            self.assertEqual(1, len(violations({"CMakeLists.txt": line}, packages)), line)
        self.assertEqual([], violations({"CMakeLists.txt": "find_package(Threads REQUIRED)"}, packages))


if __name__ == "__main__":
    unittest.main()
