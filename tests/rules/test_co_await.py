"""A co_await expression holds names and calls only: g++ 12 destroys twice what is built inside one (a lambda with captures, a
braced value). The check reads the whole statement around each co_await."""
import re
import unittest

import tree

CONTROL = re.compile(r"^\s*(?:else\s+)?(?:if|while|for|switch|do)\b")
BINDING = re.compile(r"(?:auto|const auto|auto const)\s*&{0,2}\s*\[[^\]]*\]")


def statement(code, at):
    """Text of the statement around position at: from the last ; { or } before it to its own end (without a loop's or if's body)."""
    start = max(code.rfind(mark, 0, at) for mark in ";{}") + 1
    if code[start - 1] == "}" and code[start:].lstrip().startswith((",", ")", "]", ".")):
        start -= 1  # the brace closes a part of this very expression
    control, depth, depth_there = bool(CONTROL.match(code[start:at])), 0, 0
    for position in range(start, len(code)):
        mark = code[position]
        depth += (mark in "([") - (mark in ")]")
        if position == at:
            depth_there = depth
        condition_ended = control and depth == 0 and (mark == "{" or (mark == ")" and depth_there > 0))
        if position > at and (mark == ";" or depth < 0 or condition_ended):
            return code[start:position]
    return code[start:]


def offends(text):
    text = BINDING.sub("", text)
    captures = re.search(r"(?<![\w\)\]\s])\s*\[(?!\[)|(?:return|co_await|co_return)\s*\[", text)
    return "{" in text or "}" in text or bool(captures)


def violations(files):
    found = []
    for path, text in files.items():
        code = tree.without_comments_and_strings(text)
        for match in re.finditer(r"\bco_await\b", code):
            if offends(statement(code, match.start())):
                found.append(f"{path}:{code.count(chr(10), 0, match.start()) + 1}: a lambda or braces inside a co_await expression")
    return found


class CoAwait(unittest.TestCase):
    def test_tree(self):
        self.assertEqual([], violations(tree.files(tree.CODE)))

    def test_catches_a_planted_violation(self):
        for line in ("co_await run([this] { return 1; });", "co_await run([&x](int) mutable { x(); });", "co_await post(url, {1, 2});",
                     "auto x = co_await read(Options{});", "co_await Timer{1};", "if (co_await ask([=] { return 1; })) { go(); }",
                     "co_await run(\n    name,\n    [a] { a(); });", "return use(co_await f(), Pair{1, 2});",
                     "f([x] { x(); }, co_await g());", "while (!(co_await next({1})).empty()) { }",
                     "if (ready) co_await post({1});"):
            self.assertEqual(1, len(violations({"a.cpp": f"task t() {{\n  {line}\n}}"})), line)

    def test_leaves_what_is_allowed(self):
        for line in ("co_await run(job);", "if (co_await ask(name)) { go({1}); }", "const auto [ec, n] = co_await read(buffer);",
                     "if (co_await ask(name)) list.push_back({1, 2});", "for (auto& x : co_await list()) { use(x); }", "co_await each(items[i], table[0][1]);",
                     "if (auto r = co_await f(x); r.ok) { return {}; }", "} else if ((co_await f()).ok) { x = {}; }",
                     'co_await write("{[x]}"); // co_await f({})', "spawn([this]() -> task { co_await run(); }, log);"):
            self.assertEqual([], violations({"a.cpp": f"task t() {{ {{\n  {line}\n}} }}"}), line)


if __name__ == "__main__":
    unittest.main()
