"""nhipcau connect and group as an administrator runs them, against a platform that this test plays."""
import json
import os
import re
import subprocess
import threading
import time
import unittest
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from program import PATIENCE, PROGRAM, Case, Running, get, run
from config import NOTICE, env, free_port, table, zalo_bot, zalo_oa

def configuration(platform):
    return (table("server", port=0, public_url="https://bot.example") + table("secrets", key=env("TEST_KEY")) +
            table("[verifier]", name="zalo_verifierAb.html", content="<html>ours</html>") + NOTICE +
            zalo_oa(platform, {"id": "60"}) + zalo_bot(platform, {"id": "bot"}))


ENV = {"TEST_KEY": "ab" * 32, "TEST_SECRET": "quite-secret-word"}


class Platform(BaseHTTPRequestHandler):
    """Zalo's OAuth, one group call, and the Bot's methods; what came is kept in `asked`."""
    asked = []
    hook = ""

    def log_message(self, *_):
        pass

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()

    def answer(self):
        body, path = self.body(), self.path.split("?")[0]
        Platform.asked.append((path, dict(self.headers), body))
        if path == "/v4/oa/access_token":
            return {"access_token": "access-one", "refresh_token": "refresh-one", "expires_in": "90000"}
        if path == "/v3.0/oa/group/getgroupsofoa":
            known = self.headers.get("access_token") == "access-one"
            groups = {"groups": [{"group_id": "g1", "name": "Tổ 3", "total_member": 3, "status": "enabled"}], "total": 1}
            return {"error": 0, "message": "Success", "data": groups} if known else {"error": -216, "message": "no"}
        if path == "/v2.0/oa/getoa":
            return {"error": 0, "message": "Success", "data": {"oa_id": "60", "is_verified": True, "package_name": "x"}}
        if path == "/botsecret-bot-token/setWebhook":
            Platform.hook = json.loads(body)["url"]
        if path.startswith("/botsecret-bot-token/"):
            return {"ok": True, "result": {"id": "b", "account_name": "bot", "url": Platform.hook}}
        return {"ok": False, "error_code": 401, "description": "Unauthorized", "error": -216}

    def do_GET(self):
        text = json.dumps(self.answer()).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_POST = do_GET


class Connect(Case):
    def setUp(self):
        super().setUp()
        Platform.asked, Platform.hook = [], ""
        self.platform = ThreadingHTTPServer(("127.0.0.1", 0), Platform)
        threading.Thread(target=self.platform.serve_forever, daemon=True).start()
        self.addCleanup(self.platform.server_close)
        self.addCleanup(self.platform.shutdown)
        self.config = self.write("n.toml", configuration(f"http://127.0.0.1:{self.platform.server_port}"))

    def command(self, *args, stdin="", env=None):
        return run(*args, "--config", self.config, stdin=stdin, env=env or ENV)

    def test_consent_on_a_page_of_this_machine(self):
        walk = subprocess.Popen([PROGRAM, "connect", "zalo_oa", "--port", str(free_port()), "--config", self.config], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, env={**os.environ, **ENV})
        page = next(line.strip() for line in walk.stdout if "/v4/oa/permission" in line)
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page).query))
        self.assertEqual("1", asked["app_id"])
        back = asked["redirect_uri"]
        self.assertEqual(403, get(back + "?code=C&oa_id=60&state=guessed", {"Accept": "text/html"})[0])
        status, text = get(f"{back}?code=C&oa_id=60&state={asked['state']}")
        self.assertEqual((200, True), (status, "Đã nhận được sự đồng ý" in text))
        out, err = walk.communicate(timeout=PATIENCE)
        self.assertEqual((0, ""), (walk.returncode, err))
        self.assertIn("Account 60 of channel zalo: a token and a refresh token", out)
        self.assertIn("ok    account: well", out)
        self.assertNotIn("access-one", out)
        exchange = dict(urllib.parse.parse_qsl(next(body for path, _, body in Platform.asked if path == "/v4/oa/access_token")))
        self.assertEqual(("authorization_code", "C", 43), (exchange["grant_type"], exchange["code"], len(exchange["code_verifier"])))
        self.assertEqual("group  members  status   name\ng1     3        enabled  Tổ 3\n", self.command("group", "list").stdout)

    def test_consent_at_the_running_server(self):
        server = Running("serve", "--config", self.config, log=self.path("log"), env=ENV)
        self.addCleanup(server.stop)
        port = ready_port(server)
        self.assertEqual((200, "<html>ours</html>"), get(f"http://127.0.0.1:{port}/zalo_verifierAb.html"))
        walk = subprocess.Popen([PROGRAM, "connect", "zalo_oa", "--public", "--config", self.config], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, env={**os.environ, **ENV})
        page = next(line.strip() for line in walk.stdout if "/v4/oa/permission" in line)
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page).query))
        self.assertEqual("https://bot.example/connect/zalo", asked["redirect_uri"])
        self.assertEqual(200, get(f"http://127.0.0.1:{port}/connect/zalo?code=C&oa_id=60&state={asked['state']}")[0])
        out, err = walk.communicate(timeout=PATIENCE)
        self.assertEqual((0, ""), (walk.returncode, err))
        self.assertIn("ok    account: well", out)
        self.assertIn("g1", self.command("group", "list").stdout)     # through the server, with the tokens it holds
        report = self.command("doctor", "--ask")
        self.assertRegex(report.stdout, r"(?m)^ok    platform zalo 60 account: well$")
        self.assertRegex(report.stdout, r"(?m)^FAIL  account bot bot: has no token yet")
        self.assertRegex(report.stdout, r"(?m)^FAIL  platform bot bot token: .*no tokens yet")
        self.assertEqual(0, server.stop(), server.log_text())
        for secret in ("access-one", "refresh-one", ENV["TEST_SECRET"]):
            self.assertNotIn(secret, server.log_text())

    def test_a_pasted_address(self):
        walk = subprocess.Popen([PROGRAM, "connect", "zalo_oa", "--paste", "--redirect", "https://other.example/cb", "--config", self.config],
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **ENV})
        page = next(line.strip() for line in walk.stdout if "/v4/oa/permission" in line)
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page).query))
        self.assertEqual("https://other.example/cb", asked["redirect_uri"])
        out, err = walk.communicate(f"https://other.example/cb?code=C&oa_id=60&state={asked['state']}\n", timeout=PATIENCE)
        self.assertEqual((0, ""), (walk.returncode, err), out)

    def test_a_pasted_address_of_somebody_else(self):
        result = self.command("connect", "zalo_oa", "--paste", "--redirect", "https://o.example/cb", stdin="https://o.example/cb?code=C&state=guessed\n")
        self.assert_sentence(result, 1, "another consent")
        self.assertEqual([], Platform.asked)

    def test_tokens_by_hand_only_over_standard_input(self):
        self.assert_sentence(self.command("connect", "zalo_oa", "--token", "visible"), 2, "never given as an argument")
        self.assert_sentence(self.command("connect", "zalo_oa", "--token", "-"), 2, "no token")
        given = self.command("connect", "zalo_oa", "--token", "-", stdin="access-one\nrefresh-one\n")
        self.assertEqual(0, given.returncode, given.stdout + given.stderr)
        self.assertIn("g1", self.command("group", "list").stdout)

    def test_a_bot_gets_its_webhook(self):
        given = self.command("connect", "zalo_bot", "--token", "-", stdin="secret-bot-token\n")
        self.assertEqual((0, ""), (given.returncode, given.stderr), given.stdout)
        self.assertEqual("https://bot.example/webhook/bot", Platform.hook)
        self.assertIn("ok    webhook: well", given.stdout)
        self.assertNotIn("secret-bot-token", given.stdout)

    def test_a_fixed_verifier(self):
        file = self.path("verifier")
        made = self.command("connect", "zalo_oa", "--verifier", file, "--new-verifier")
        self.assertRegex(made.stdout, r"^challenge for the console: [\w-]{43}\n$")
        self.assertEqual(0o600, os.stat(file).st_mode & 0o777)
        self.assert_sentence(self.command("connect", "zalo_oa", "--verifier", file, "--new-verifier"), 1, "must not exist")
        self.assert_sentence(self.command("connect", "zalo_oa", "--paste", "--verifier", self.write("short", "abc")), 1, "holds no verifier")
        result = self.command("connect", "zalo_oa", "--paste", "--verifier", file, stdin="x\n")
        self.assertIn("code_challenge=" + made.stdout.split()[-1], result.stdout)

    def test_what_cannot_be_done_is_one_sentence(self):
        self.assert_sentence(self.command("group", "list"), 1, "no tokens yet")
        self.assert_sentence(self.command("group", "list", "--channel", "bot"), 1, "No account of the configuration fits")
        self.assert_sentence(self.command("connect", "zalo_oa", "--public"), 1, "No server runs")
        self.assert_sentence(self.command("connect", "facebook"), 1, "No account of the configuration fits")
        self.assert_sentence(self.command("group", "dissolve", "g1"), 1, "no tokens yet")
        self.assertEqual(2, self.command("connect", "viber").returncode)

    def test_alarms(self):
        self.assertEqual("Nothing is wrong that the watch knows of.\n", self.command("alarms").stdout)
        self.assert_sentence(self.command("alarms", "--clear", "zalo"), 1, "no open alarm")


def ready_port(server):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = re.search(r'"port":\s*(\d+)', server.log_text())
        if found:
            return int(found.group(1))
        time.sleep(0.05)
    raise AssertionError(server.log_text())


if __name__ == "__main__":
    unittest.main()
