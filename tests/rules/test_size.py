"""No source file grows past 400 lines: above, it is two files."""
import unittest

import tree

LIMIT = 400
SOURCES = (".cpp", ".hpp", ".py", ".js", ".css", ".cmake", ".sql", "CMakeLists.txt")


def violations(files):
    return [f"{path}: {text.count(chr(10))} lines" for path, text in files.items() if text.count("\n") > LIMIT]


class Size(unittest.TestCase):
    def test_tree(self):
        self.assertEqual([], violations(tree.files(SOURCES)))

    def test_catches_a_planted_violation(self):
        self.assertEqual(1, len(violations({"long.cpp": "\n" * (LIMIT + 1), "short.cpp": "\n" * LIMIT})))


if __name__ == "__main__":
    unittest.main()
