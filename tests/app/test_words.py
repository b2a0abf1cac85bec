"""The deployment's own words: a file that the configuration names changes what a line in a group means; a mistake in it stops the start."""
import json
import re
import signal
import time
import unittest
import urllib.request

from program import PATIENCE, Case, Running, get, run
from config import NOTICE, env, free_port, table, zalo_bot

def configuration(port):
    """`words` stands in its sixth line: the refusals below name it."""
    return (table("server", port=port) + table("secrets", key=env("TEST_KEY")) + table("language", words="words.txt") + NOTICE +
            zalo_bot("http://127.0.0.1:9", {"id": "7", "access_token": env("TEST_TOKEN")}))


ENV = {"TEST_KEY": "ab" * 32, "TEST_SECRET": "quite-secret-word", "TEST_TOKEN": "token-of-the-account"}
LINE = "đếm quân bc 7"                                    # with the words below: "chốt bc 7"; without them people's talk


class Words(Case):
    def serve(self, words):
        self.write("words.txt", words)
        self.port = free_port()
        self.config = self.write("n.toml", configuration(self.port))
        self.server = Running("serve", "--config", self.config, log=self.path("log"), env=ENV)
        self.addCleanup(self.server.stop, signal.SIGKILL)
        for _ in range(PATIENCE * 10):
            try:
                return get(f"http://127.0.0.1:{self.port}/readyz")
            except OSError:
                self.assertIsNone(self.server.process.poll(), self.server.log_text())
                time.sleep(0.1)
        raise AssertionError(self.server.log_text())

    def say(self, number, text):
        message = {"message_id": f"m{number}", "date": 1795395600000, "from": {"id": "a1", "display_name": "A"}, "chat": {"id": "g1", "chat_type": "GROUP"}, "text": text}
        body = json.dumps({"event_name": "message.text.received", "message": message}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/webhook/bot", data=body, headers={"X-Bot-Api-Secret-Token": ENV["TEST_SECRET"]}, method="POST")
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            self.assertEqual(200, answer.status)

    def counted(self, result):
        found = re.search(r'nhipcau_events_total\{[^}]*result="%s"[^}]*\} (\d+)' % result, get(f"http://127.0.0.1:{self.port}/metrics")[1])
        return int(found.group(1)) if found else 0

    def test_a_line_of_their_own_is_for_the_bot(self):
        self.serve("# the words of our place\n[closing] đếm quân\n")
        self.say(1, LINE)
        self.say(2, "hôm nay trời đẹp quá")
        self.assertEqual((1, 1), (self.counted("accepted"), self.counted("chatter")))

    def test_without_the_words_it_is_talk(self):
        self.serve("# none\n")
        self.say(1, LINE)
        self.assertEqual((0, 1), (self.counted("accepted"), self.counted("chatter")))

    def test_a_mistake_is_named_with_its_line(self):
        self.write("words.txt", "[a] b\n\nintent x\n  say {nowhere}\n")
        config = self.write("n.toml", configuration(free_port()))
        for command in (("config", "check"), ("serve",)):
            refused = run(*command, "--config", config, env=ENV)
            self.assertNotEqual(0, refused.returncode)
            self.assertRegex(refused.stdout + refused.stderr, r"n\.toml:6: 'language\.words': .*words\.txt: own words line 4: there is no list nowhere")

    def test_a_missing_file_is_named(self):
        config = self.write("n.toml", configuration(free_port()))
        refused = run("config", "check", "--config", config, env=ENV)
        self.assertRegex(refused.stdout + refused.stderr, r"n\.toml:6: 'language\.words': the file .*words\.txt cannot be read")


if __name__ == "__main__":
    unittest.main()
