"""A server with a configuration of its own: web answers, doctor, log, end."""
import json
import signal
import time
import unittest
import urllib.error
import urllib.request

from program import Case, Running, get, run
from config import NOTICE, env, free_port, table, zalo_oa

def configuration(port):
    return (table("server", port=port, public_url="https://bot.example") + table("secrets", key=env("TEST_KEY")) + NOTICE +
            zalo_oa("http://127.0.0.1:9", {"id": "60", "access_token": env("TEST_TOKEN")}))


ENV = {"TEST_KEY": "ab" * 32, "TEST_SECRET": "quite-secret-word", "TEST_TOKEN": "token-of-the-account"}


def post(url, body, headers=None):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=body, headers=headers or {}, method="POST"), timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


class Serve(Case):
    def setUp(self):
        super().setUp()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.config = self.write("n.toml", configuration(self.port))
        self.server = Running("serve", "--config", self.config, log=self.path("log"), env=ENV)
        self.addCleanup(self.server.stop, signal.SIGKILL)
        self.wait_until_ready()

    def wait_until_ready(self):
        for _ in range(600):
            try:
                return get(self.url + "/readyz")
            except (urllib.error.URLError, ConnectionError):
                self.assertIsNone(self.server.process.poll(), self.server.log_text())
                time.sleep(0.1)
        raise AssertionError("the server does not get ready: " + self.server.log_text())

    def test_web_answers(self):
        self.assertEqual(200, get(self.url + "/healthz")[0])
        self.assertEqual(200, post(self.url + "/webhook/zalo", b"")[0])           # the platform's set-up probe
        for status, answer in ((403, post(self.url + "/webhook/zalo", b'{"app_id":"1"}', {"X-ZEvent-Signature": "mac=00"})),
                               (404, get(self.url + "/nowhere.json", {"Accept": "application/json"})),
                               (404, post(self.url + "/webhook/viber", b"{}")),
                               (405, post(self.url + "/healthz", b"")),
                               (413, post(self.url + "/webhook/zalo", b"x" * 1_100_000))):
            self.assertEqual(status, answer[0], answer[1][:200])
            self.assertEqual(["error"], list(json.loads(answer[1])))
        self.assertIn("nhipcau_bad_signatures_total", get(self.url + "/metrics")[1])

    def test_doctor_and_log(self):
        report = run("doctor", "--config", self.config, env=ENV)
        self.assertEqual(0, report.returncode, report.stdout)
        self.assertRegex(report.stdout, r"(?m)^ok    account zalo 60: token good")
        self.assertRegex(report.stdout, r"(?m)^ok    web: .*healthz: status 200$")
        without = run("doctor", "--config", self.config)                         # an environment without the secrets
        self.assertEqual(1, without.returncode)
        self.assertRegex(without.stdout, r"(?m)^FAIL  configuration: .*TEST_KEY is not set")

        self.assertEqual(0, self.server.stop(), self.server.log_text())
        text = self.server.log_text()
        for secret in ENV.values():
            self.assertNotIn(secret, text)
        self.assertIn("stopped", text)

    def test_commands_need_no_secrets_while_the_server_runs(self):
        self.assertEqual("Every counter agrees with the facts.\n", run("verify", "--config", self.config).stdout)
        self.assert_sentence(run("unit", "list", "--config", self.config), 1, "no units")
        self.server.stop()
        refused = run("verify", "--config", self.config)
        self.assertEqual(1, refused.returncode)
        self.assertIn("TEST_KEY is not set", refused.stderr)


if __name__ == "__main__":
    unittest.main()
