"""The command line: what it prints, its exit status, and that every failure is one sentence."""
import json
import os
import re
import socket
import sqlite3
import unittest

from program import DOCS, Case, run
from config import NOTICE

ZALO = {"app_id": "1", "event_name": "user_send_text", "timestamp": "1795395600000", "sender": {"id": "77"}, "recipient": {"id": "60"},
        "message": {"msg_id": "m1", "text": "đã đọc"}}


class CommandLine(Case):
    def test_help_and_version(self):
        helped = run("--help")
        self.assertEqual(0, helped.returncode)
        for command in ("serve", "demo", "config", "doctor", "backup", "restore", "resume", "verify", "invite", "token", "directive", "unit",
                        "import", "export", "dead", "parse", "understand", "group", "connect", "alarms"):
            self.assertRegex(helped.stdout, rf"(?m)^  {command} ")
        self.assertRegex(run("--version").stdout, r"^nhipcau \d+\.\d+\.\d+\n$")

    def test_called_wrongly(self):
        for args in ((), ("dance",), ("serve", "--colour"), ("parse",), ("parse", "--channel", "viber"), ("invite", "--role", "king", "--unit", "1"),
                     ("token",), ("export", "directive"), ("export", "feedback", "7"), ("demo", "--clock", "tomorrow")):
            self.assert_sentence(run(*args, cwd=self.folder), 2, "nhipcau: ")

    def test_no_place(self):
        self.assert_sentence(run("unit", "list", cwd=self.folder), 2, "name one with --config or --data")
        self.assert_sentence(run("unit", "list", "--data", "nowhere", cwd=self.folder), 2, "There is no data folder nowhere.")

    def test_key(self):
        self.assertRegex(run("key").stdout, r"^[0-9a-f]{64}\n$")


class Parse(Case):
    def parse(self, body, *args):
        return run("parse", "--channel", "zalo_oa", *args, stdin=body)

    def test_one_line_an_event(self):
        from_input = self.parse(json.dumps(ZALO))
        self.assertEqual(0, from_input.returncode, from_input.stderr)
        event = json.loads(from_input.stdout)
        self.assertEqual(("message", "đã đọc", "77"), (event["type"], event["text"], event["sender"]["id"]))
        self.assertEqual(from_input.stdout, self.parse("", self.write("body.json", json.dumps(ZALO))).stdout)

    def test_account_and_app(self):
        other = json.loads(self.parse(json.dumps(ZALO), "--account", "61").stdout)
        self.assertEqual(("ignored", "other_account"), (other["type"], other["reason"]))
        echo = {"object": "page", "entry": [{"id": "9", "time": 1, "messaging": [{"sender": {"id": "9"}, "recipient": {"id": "5"}, "timestamp": 1,
                "message": {"mid": "m", "text": "a", "is_echo": True, "app_id": 7}}]}]}
        for args, kind in (((), "ignored"), (("--app-id", "7"), "ignored"), (("--app-id", "8"), "staff_spoke")):
            result = run("parse", "--channel", "facebook", *args, stdin=json.dumps(echo))
            self.assertEqual(kind, json.loads(result.stdout)["type"])

    def test_nothing_for_us(self):
        result = self.parse("\ufeff{}")
        self.assertEqual((0, "ignored"), (result.returncode, json.loads(result.stdout)["type"]))

    def test_bad_bodies(self):
        for body in ("", "not json", "7", '"text"', "[" * 300 + "]" * 300, '{"a":1e999}'):
            result = self.parse(body)
            self.assert_sentence(result, 2, "nhipcau: ")
            self.assertEqual("", result.stdout)
        self.assert_sentence(self.parse("", "nowhere.json"), 1, "cannot be read")


class Understand(Case):
    def test_a_line_an_answer(self):
        lines = ['{"role":"member","text":"đã đọc"}', "no json", '{"role":"king","text":"a"}', '{"role":"chair","text":"thống kê","place":"group"}']
        result = run("understand", "--now", "2026-11-23T08:00:00+07:00", "--sample", stdin="\n".join(lines) + "\n")
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual(1, result.returncode)
        self.assertEqual(["args", "intent"], sorted(answers[0]))
        self.assertEqual(["error"], list(answers[1]))
        self.assertEqual(["error"], list(answers[2]))
        self.assertNotIn(answers[3]["intent"], ("unclear", "ignore"))


class Configuration(Case):
    def check(self, text):
        return run("config", "check", "--config", self.write("n.toml", text))

    def test_in_order(self):
        self.assertEqual(0, self.check(NOTICE).returncode)

    def test_example(self):
        with open(os.path.join(DOCS, "nhipcau.example.toml"), encoding="utf-8") as file:
            text = file.read()
        env = {name: "a" * 64 for name in re.findall(r'env = "(\w+)"', text)}
        result = run("config", "check", "--config", self.write("example.toml", text), env=env)
        self.assertEqual((0, ""), (result.returncode, result.stderr))

    def test_names_every_wrong_key_with_its_line(self):
        result = self.check('[server]\nport = "x"\ncolour = 1\n[secrets]\nkey = "literal"\n' + NOTICE)
        self.assertEqual(1, result.returncode)
        self.assertEqual([2, 3, 5], [int(line.split(":")[1]) for line in result.stderr.splitlines()])
        self.assertNotIn("literal\"", result.stderr)

    def test_unreadable(self):
        self.assert_sentence(run("config", "check", "--config", "/nowhere.toml"), 1, "cannot be read")


class Serve(Case):
    def serve(self, text):
        return run("serve", "--config", self.write("n.toml", text + NOTICE))

    def test_broken_configuration(self):
        result = self.serve("[server]\nport = -1\n")
        self.assert_sentence(result, 1, "n.toml:2: 'server.port'")

    def test_port_in_use(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            self.assert_sentence(self.serve(f"[server]\nport = {port}\n"), 1, str(port))

    def test_data_folder(self):
        self.write("data", "a file")
        self.assert_sentence(self.serve(""), 1, "data folder")

    def test_database_of_another_program(self):
        os.mkdir(self.path("data"))
        with sqlite3.connect(self.path("data/nhipcau.db")) as database:
            database.execute("CREATE TABLE accounts (id INTEGER)")
        database.close()
        self.assert_sentence(self.serve(""), 1, "nhipcau.db")

    def test_file_that_is_no_database(self):
        os.mkdir(self.path("data"))
        self.write("data/nhipcau.db", "this is no database, but it is long enough to look like one " * 50)
        self.assert_sentence(self.serve(""), 1, "nhipcau: ")

    def test_newer_database(self):
        os.mkdir(self.path("data"))
        self.assertEqual(0, run("verify", "--config", self.write("n.toml", NOTICE)).returncode)
        with sqlite3.connect(self.path("data/nhipcau.db")) as database:
            columns = [row[1] for row in database.execute("PRAGMA table_info(schema_version)")]
            database.execute(f"UPDATE schema_version SET {columns[0]} = 9999 WHERE {columns[0]} = (SELECT MAX({columns[0]}) FROM schema_version)")
        database.close()
        self.assert_sentence(self.serve(""), 1, "newer")


class FirstSteps(Case):
    """From an empty database to the code of the first officer."""
    def test_tree_and_code(self):
        os.mkdir(self.path("data"))
        place = ("--config", self.write("n.toml", NOTICE))
        self.assert_sentence(run("unit", "list", *place), 1, "unit add")
        self.assert_sentence(run("unit", "add", "--kind", "cdcs", "--name", "A", "--parent", "7", *place), 1, "without --parent")
        self.assertEqual("1\tLĐLĐ tỉnh Thử\n", run("unit", "add", "--kind", "tinh", "--name", " LĐLĐ tỉnh Thử ", *place).stdout)
        self.assert_sentence(run("unit", "add", "--kind", "cdcs", "--name", "A", *place), 1, "--parent")
        self.assert_sentence(run("unit", "add", "--kind", "xa", "--name", "A", "--parent", "1", *place), 2, "kind")
        for name in (" ", "A\nB", "A\x1bB"):
            self.assertEqual(2, run("unit", "add", "--kind", "cdcs", "--name", name, "--parent", "1", *place).returncode)
            self.assertEqual(2, run("token", "create", "--name", name, "--unit", "1", *place).returncode)
        for kind, name, parent in (("cdcs", "CĐCS Một", "1"), ("to", "Tổ 1", "2")):
            self.assertEqual(0, run("unit", "add", "--kind", kind, "--name", name, "--parent", parent, *place).returncode)
        self.assert_sentence(run("unit", "add", "--kind", "to", "--name", "B", "--parent", "3", *place), 1, "tổ")
        self.assert_sentence(run("unit", "add", "--kind", "tinh", "--name", "B", "--parent", "2", *place), 1, "thấp hơn")
        self.assertEqual("1\tLĐLĐ tỉnh Thử\n2\t  CĐCS Một\n3\t    Tổ 1\n", run("unit", "list", *place).stdout)
        self.assertRegex(run("invite", "--role", "administrator", "--unit", "1", *place).stdout, r"^[A-Z2-9]{4}(-[A-Z2-9]{4}){2}\n")


if __name__ == "__main__":
    unittest.main()
