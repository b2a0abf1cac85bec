"""The demo from its first to its last moment, and the commands beside it."""
import json
import os
import signal
import unittest

from program import Case, Running, get, run


class Demo(Case):
    def start(self, *args):
        demo = Running("demo", "--data", self.path("demo"), "--port", "0", "--sandbox-port", "0", *args, log=self.path("log"))
        self.addCleanup(demo.stop, signal.SIGKILL)
        self.chat = demo.wait_for(r"http://\S+").group(0)
        self.page = demo.wait_for(r"http://\S+").group(0)
        return demo

    def command(self, *args, status=0):
        result = run(*args, "--data", self.path("demo"))
        self.assertEqual(status, result.returncode, (args, result.stdout, result.stderr))
        return result.stdout

    def test_both_pages_answer_and_it_ends_in_order(self):
        demo = self.start()
        for url in (self.chat, self.page, self.page + "/healthz", self.page + "/readyz"):
            self.assertEqual(200, get(url)[0], url)
        self.assertIn("Sơn Hà", get(self.page)[1])
        self.assertIn("Lò Văn Pản", get(self.chat)[1])
        self.assertEqual(0, demo.stop(), demo.log_text())

        again = self.start()
        self.assertEqual(200, get(self.page)[0])
        self.assertEqual(0, again.stop(signal.SIGINT), again.log_text())

    def test_commands_beside_the_running_server(self):
        demo = self.start()
        units = self.command("unit", "list")
        root = units.split("\t")[0]
        self.assertIn("LĐLĐ tỉnh Sơn Hà", units)
        self.assertIn("324/KH-LĐLĐ", self.command("directive", "list"))

        text = self.write("second.txt", "Điều 1. Một.\n\nĐiều 2. Hai.\n")
        self.command("directive", "add", text, "--number", "07/KH-LĐLĐ", "--date", "2026-11-20", "--abstract", "Về việc thử")
        refused = run("directive", "add", text, "--number", "07/KH-LĐLĐ", "--date", "2026-11-20", "--abstract", "x", "--data", self.path("demo"))
        self.assert_sentence(refused, 1, "nhipcau: ")
        self.assertGreater(len(refused.stderr.split()), 5, refused.stderr)

        token = self.command("token", "create", "--name", "test", "--unit", root).strip()
        status, body = get(self.page + "/api/v1/directives", {"Authorization": "Bearer " + token})
        self.assertEqual(200, status, body)
        self.assertIn("07/KH-LĐLĐ", body)
        self.assertEqual(401, get(self.page + "/api/v1/directives")[0])

        self.assertRegex(self.command("invite", "--role", "administrator", "--unit", root), r"^\w{4}-\w{4}-\w{4}\n")
        exported = run("export", "directive", "07/KH-LĐLĐ", "--format", "xlsx", "-o", self.path("out.xlsx"), "--data", self.path("demo"))
        self.assertEqual(0, exported.returncode, exported.stderr)
        with open(self.path("out.xlsx"), "rb") as file:
            self.assertEqual(b"PK", file.read(2))
        self.assertIn("agrees", self.command("verify"))
        self.assertIn("Nothing", self.command("dead", "list"))
        self.assertRegex(self.command("doctor"), r"(?m)^ok    server: running$")
        self.assertEqual(0, demo.stop(), demo.log_text())
        self.assertIn("07/KH-LĐLĐ", self.command("directive", "list"))  # now without a server
        self.assertNotIn(token, demo.log_text())

    def test_a_second_server_is_refused(self):
        self.start()
        second = run("demo", "--data", self.path("demo"), "--port", "0", "--sandbox-port", "0")
        self.assert_sentence(second, 1, "nhipcau: ")

    def test_backup_and_restore(self):
        demo = self.start()
        backup = self.path("copy.db")
        self.command("backup", backup)
        self.assertEqual(0o600, os.stat(backup).st_mode & 0o777)
        self.command("audit", "verify")  # seals what has settled
        self.assertRegex(self.command("backup", self.path("sealed.db")), r"audit head of \d{4}-\d\d-\d\d: \d+:[0-9a-f]{64} |no sealed rows")
        if os.path.exists(self.path("sealed.db.audit-head")):
            self.assertEqual(0o600, os.stat(self.path("sealed.db.audit-head")).st_mode & 0o777)
            self.assertIn("is what it was", self.command("audit", "verify", "--head", self.path("sealed.db.audit-head")))
        self.command("backup", backup, status=1)
        text = self.write("later.txt", "Sau bản sao.\n")
        self.command("directive", "add", text, "--number", "08/KH-LĐLĐ", "--date", "2026-11-20", "--abstract", "Sau")
        self.assert_sentence(run("restore", backup, "--data", self.path("demo")), 1, "stop it before")
        demo.stop()

        self.assertIn("resume", self.command("restore", backup))
        self.assertNotIn("08/KH-LĐLĐ", self.command("directive", "list"))
        again = self.start()
        self.assertIn("stopped after a restore", self.command("doctor", status=1))
        self.assertIn("nhipcau_sending_stopped 1", get(self.page + "/metrics")[1])
        self.assertIn("sending resumed", self.command("resume"))
        self.assertIn("nhipcau_sending_stopped 0", get(self.page + "/metrics")[1])
        again.stop()

    def test_what_is_no_backup_is_refused_and_changes_nothing(self):
        self.start().stop()
        before = self.command("directive", "list")
        for name, content in (("text", "no database"), ("empty", "")):
            self.assert_sentence(run("restore", self.write(name, content), "--data", self.path("demo")), 1, "cannot be restored")
        self.assert_sentence(run("restore", "nowhere", "--data", self.path("demo")), 1, "no backup file")
        self.assertEqual(before, self.command("directive", "list"))

    def test_the_log_is_json_lines(self):
        demo = self.start()
        demo.stop()
        lines = demo.log_text().splitlines()
        self.assertEqual("ready", json.loads(lines[0])["event"])
        self.assertEqual("stopped", json.loads(lines[-1])["event"])
        for line in lines:
            self.assertTrue({"time", "level", "event"} <= json.loads(line).keys(), line)


if __name__ == "__main__":
    unittest.main()
