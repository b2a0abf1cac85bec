"""SQL is written in storage/ only (tests and benchmarks may look into the database)."""
import re
import unittest

import tree

STATEMENT = re.compile(r"""\b(?:select\s+.+\s+from\s+\w|select\s+count\s*\(|insert\s+into\s+\w|update\s+\w+\s+set\s+\w|delete\s+from\s+\w
    |(?:create|drop|alter)\s+(?:unique\s+)?(?:table|index|view)\s+\w|begin\s+(?:immediate|transaction)|pragma\s+\w+|vacuum\s+into)""", re.I | re.S | re.X)
FREE = ("storage/", "tests/", "bench/")


def violations(files):
    return [f"{path}:{line}: an SQL statement outside storage/" for path, text in files.items() if not path.startswith(FREE)
            for line, string in tree.strings(text) if STATEMENT.search(string)]


class Sql(unittest.TestCase):
    def test_tree(self):
        self.assertEqual([], violations(tree.files(tree.CODE)))

    def test_recognises_the_statements_of_storage(self):
        moved = {"bot/union/" + path: text for path, text in tree.files(".cpp").items() if path.startswith("storage/")}
        self.assertTrue(violations(moved))

    def test_catches_a_planted_violation(self):
        for line in ('s.run("SELECT id FROM unit");', 's.run("INSERT INTO unit "\n"(id) VALUES (1)");', 's.run("delete from unit where id=?1");',
                     's.run(R"(UPDATE unit SET name = ?1)");', 's.run("CREATE UNIQUE INDEX x ON y(z)");', 's.run("PRAGMA user_version");'):
            self.assertEqual(1, len(violations({"bot/union/a.cpp": line})), line)

    def test_leaves_sentences(self):
        self.assertEqual([], violations({"bot/a.cpp": 'say("select one of these"); say("an update failed"); // SELECT id FROM unit'}))


if __name__ == "__main__":
    unittest.main()
