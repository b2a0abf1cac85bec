"""Who may include whom: the table of docs/architecture.md, room by room."""
import re
import unittest

import tree

EVERYTHING = ("",)
# (folder or file the rule is for, what it may include beside itself and third-party headers); the first row that fits counts.
ROOMS = (
    ("adapters/sandbox/", ("adapters/",)),
    ("adapters/http/", ()),
    ("adapters/zalo_oa/", ("adapters/",)),
    ("adapters/zalo_bot/", ("adapters/",)),
    ("adapters/facebook/", ("adapters/",)),
    ("adapters/", ()),
    ("storage/", ()),
    ("templates/", ()),
    ("bot/language/", ()),
    ("bot/sheets/", ()),
    ("bot/sample/", ("bot/union/", "bot/language/", "storage/", "templates/")),
    ("bot/union/", ("bot/language/", "storage/", "templates/")),
    ("bot/engine/", ("bot/union/", "bot/language/", "storage/", "templates/", "adapters/channel.hpp", "adapters/event.hpp", "adapters/outgoing.hpp", "adapters/split.hpp",
                     "adapters/http/client.hpp", "adapters/http/message.hpp")),
    ("bot/server/", ("bot/engine/", "bot/union/", "bot/language/", "bot/sheets/", "storage/", "templates/", "adapters/channel.hpp", "adapters/http/")),
    ("bot/", EVERYTHING),
    ("tests/", EVERYTHING),
    ("bench/", EVERYTHING),
)
# Folders under adapters/ whose files never include each other, and who alone may speak to the network or stand in for a platform.
APART = ("adapters/zalo_oa/", "adapters/zalo_bot/", "adapters/facebook/", "adapters/sandbox/")
TOP = ("adapters/", "storage/", "templates/", "bot/", "tests/", "bench/")
# Headers that the build writes, and the room they belong to.
WRITTEN = {"sample/files/embedded.hpp": "bot/sample/files/embedded.hpp", "language/grammar_files/embedded.hpp": "bot/language/grammar_files/embedded.hpp"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)


def allowed(path, target):
    """Nothing if path may include target, else the reason why not."""
    room, may = next((row for row in ROOMS if path.startswith(row[0])), (None, None))
    if room is None:
        return "belongs to no room of the table"
    for other in APART:
        if room in APART and room != other and room != "adapters/sandbox/" and target.startswith(other):
            return f"{room} may not include {target}"
    return None if target.startswith(room) or target.startswith(tuple(may)) else f"{room} may not include {target}"


def violations(files):
    found = []
    for path, text in files.items():
        for match in INCLUDE.finditer(text):
            bracket, target = match.groups()
            target = WRITTEN.get(target, target)
            line = text.count("\n", 0, match.start()) + 1
            if target.startswith(TOP):
                reason = allowed(path, target)
            elif bracket == '"' and not path.startswith(("tests/", "bench/")):
                reason = f'"{target}" is not written from the root of the project'
            else:
                reason = None
            if reason:
                found.append(f"{path}:{line}: {reason}")
    return found


class Includes(unittest.TestCase):
    def test_tree(self):
        files = tree.files(tree.CODE)
        self.assertGreater(len(files), 20)
        self.assertEqual([], violations(files))

    def test_catches_a_planted_violation(self):
        for path, target in (("bot/language/a.cpp", "storage/database.hpp"), ("bot/union/a.cpp", "adapters/channel.hpp"),
                             ("storage/a.cpp", "bot/union/rules.hpp"), ("templates/a.cpp", "storage/database.hpp"),
                             ("adapters/a.cpp", "storage/vault.hpp"), ("adapters/zalo_oa/a.cpp", "adapters/facebook/x.hpp"),
                             ("adapters/http/a.cpp", "adapters/channel.hpp"), ("bot/engine/a.cpp", "adapters/zalo_oa/x.hpp"),
                             ("bot/engine/a.cpp", "bot/server/server.hpp"), ("bot/server/a.cpp", "adapters/facebook/x.hpp"),
                             ("elsewhere/a.cpp", "storage/vault.hpp"), ("bot/union/a.cpp", "rules.hpp")):
            self.assertEqual(1, len(violations({path: f'#pragma once\n#include "{target}"\n'})), (path, target))

    def test_leaves_what_is_allowed(self):
        for path, target in (("bot/engine/a.cpp", "adapters/channel.hpp"), ("bot/app.cpp", "adapters/zalo_oa/x.hpp"),
                             ("bot/union/a.cpp", "storage/x.hpp"), ("adapters/facebook/a.cpp", "adapters/facebook/x.hpp"),
                             ("tests/union/a.cpp", "helper.hpp")):
            self.assertEqual([], violations({path: f'#include "{target}"\n#include <vector>\n'}), (path, target))


if __name__ == "__main__":
    unittest.main()
