"""Every action that the audit log may hold has Vietnamese words for those who read it in the chat."""
import re
import unittest

import tree

WORDS = "templates/chat/vi/audit_action.mustache"
# An action is a literal of `.action = "…"`, or the first literal of a function that notes one.
NOTED = re.compile(r'\.action = "([a-z_ ]+)"|\b(?:note|write_down|log_done|log_import)\((?:scene|session|context)\b[^;"]*"([a-z_ ]+)"')


def sections(text):
    return set(re.findall(r"\{\{#(\w+)\}\}", text))


def actions(files):
    """{action: path}; one that ends in a joint ("unit_", "group ") or begins with one ("_decide") is put together where it is noted."""
    found = {}
    for path, text in files.items():
        for match in NOTED.finditer(text):
            action = (match.group(1) or match.group(2)).replace(" ", "_")
            if not action.startswith("_") and not action.endswith("_"):
                found[action] = path
    return found


def violations(files, words):
    return [f"{path}: the audit action {action} has no words in {WORDS}" for action, path in sorted(actions(files).items()) if action not in words]


class Audit(unittest.TestCase):
    def setUp(self):
        self.words = sections(tree.files((WORDS,))[WORDS])
        self.files = {path: text for path, text in tree.files((".cpp",)).items() if path.startswith("bot/")}

    def test_tree(self):
        self.assertEqual([], violations(self.files, self.words))

    def test_every_kind_of_operation_and_step(self):
        kinds = re.search(r"kinds\[\] = \{([^}]*)\}", self.files["bot/union/operations_plan.cpp"]).group(1)
        kinds = {"unit_" + kind for kind in re.findall(r'"(\w+)"', kinds)}
        steps = {"step" + step for path in self.files if path.startswith("bot/union/operations") for step in re.findall(r'"(_[a-z]+)"', self.files[path])}
        self.assertEqual((6, 6), (len(kinds), len(steps)))
        self.assertEqual(set(), (kinds | steps) - self.words)

    def test_finds_what_is_noted(self):
        self.assertTrue({"member_add", "code_made", "token_create", "account_linked", "import_begin", "unit_labour"} <= set(actions(self.files)))

    def test_catches_a_planted_violation(self):
        self.assertEqual(1, len(violations({"bot/a.cpp": 'note(scene, "moon_moved", "person:1", {});'}, self.words)))


if __name__ == "__main__":
    unittest.main()
