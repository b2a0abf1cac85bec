"""Nothing names a path of the machine it was built on: no file of the project, and not the program (NHIPCAU_PROGRAM)."""
import os
import tempfile
import unittest

import tree

PROGRAM = os.environ.get("NHIPCAU_PROGRAM")


def machine_paths():
    """Where the project lies here, and the home folder of who builds it."""
    home = os.path.expanduser("~").rstrip("/")
    return [tree.ROOT + "/", tree.ROOT + "\0"] + ([home + "/"] if len(home) > 1 else [])


def violations(files, paths):
    return [f"{name}: names {path}" for name, data in files.items() for path in paths if path.encode() in data]


def read(path):
    with open(path, "rb") as file:
        return file.read()


class Paths(unittest.TestCase):
    def test_tree(self):
        files = {path: read(os.path.join(tree.ROOT, path)) for path in tree.names()}
        self.assertEqual([], violations(files, machine_paths()))

    @unittest.skipIf(PROGRAM is None, "no program given")
    def test_program(self):
        data = read(PROGRAM)
        self.assertIn(b"nhipcau", data)
        self.assertEqual([], violations({"nhipcau": data}, machine_paths()))

    def test_catches_a_planted_violation(self):
        with tempfile.NamedTemporaryFile() as file:
            for path in machine_paths():
                file.write(b"\0built in " + path.encode() + b"build/release\0")
            file.flush()
            self.assertEqual(len(machine_paths()), len(violations({"planted": read(file.name)}, machine_paths())))


if __name__ == "__main__":
    unittest.main()
