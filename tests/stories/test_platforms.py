"""A directive to 300 groups and 3,000 people over three platforms while a fifth of all calls goes wrong, a token ends and the server is
killed: at the end everybody is sent, held, rejected or unsure with a reason, and the platforms' own record shows that nobody got it twice."""
import atexit
import collections
import datetime
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from config import NOTICE, channel, env, free_port, table, zalo_bot, zalo_oa  # noqa: E402
from demo import CLOCK, PROGRAM, fetch, wait_for  # noqa: E402

STAGE = os.environ.get("NHIPCAU_STAGE", os.path.join(os.path.dirname(PROGRAM), "tests", "nhipcau_stage"))
GROUPS, PEOPLE, IN_A_GROUP = 300, 3000, 5
FAULTS = {"rate": 0.2, "seed": 324, "slow_ms": 4000, "lost_ms": 4000, "token_rate": 0.2, "duplicates": 0.1, "late": 0.1, "late_ms": 500,
          "reordered": 0.1, "retry_after_s": 1, "kinds": ["429", "429_retry_after", "500", "error_200", "html", "html_200", "empty", "reset_before",
                                                         "reset_after", "cut_answer", "slow", "lost"]}
DOC = "324/KH-LĐLĐ"
TEXT = "Nâng cao chất lượng hoạt động của công đoàn cơ sở ít đoàn viên.\n\n1. Mỗi tổ họp một lần trong tháng.\n"

class World:
    """The platforms in one process, the server in another one that may die."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="nhipcau-story-")
        self.data = os.path.join(self.folder, "data")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.server = None
        self.stage = subprocess.Popen([STAGE, self.data, str(self.port)], stdout=subprocess.PIPE, text=True)
        atexit.register(self.close)
        self.facts = json.loads(self.stage.stdout.readline())
        self.sandbox = self.facts["url"]
        self.begun = time.monotonic()
        self.file = os.path.join(self.folder, "nhipcau.toml")
        zalo, facebook, bot = (self.facts[name] for name in ("zalo", "facebook", "bot"))
        self.environment = {**os.environ, "STORY_ZALO_APP": zalo["app_secret"], "STORY_ZALO_OA": zalo["oa_secret"],
                            "STORY_ZALO_TOKEN": zalo["access_token"], "STORY_ZALO_REFRESH": zalo["refresh_token"],
                            "STORY_FACEBOOK_APP": facebook["app_secret"], "STORY_FACEBOOK_VERIFY": facebook["verify_token"],
                            "STORY_FACEBOOK_TOKEN": facebook["page_token"], "STORY_BOT_SECRET": bot["secret"], "STORY_BOT_TOKEN": bot["token"]}

    def configure(self):
        """The server's clock goes on where the platforms' is by now, as after a real restart."""
        now = datetime.datetime.fromisoformat(CLOCK) + datetime.timedelta(seconds=int(time.monotonic() - self.begun))
        zalo, facebook, bot = (self.facts[name] for name in ("zalo", "facebook", "bot"))
        rate = {"sends_per_second": 150}
        with open(self.file, "w", encoding="utf-8") as out:
            out.write(
                table("server", port=self.port) + table("client", deadline_seconds=2) + table("storage", data=self.data) +
                table("clock", start=now.isoformat()) + NOTICE +
                zalo_oa(self.sandbox, {"id": zalo["oa_id"], "access_token": env("STORY_ZALO_TOKEN"), "refresh_token": env("STORY_ZALO_REFRESH")},
                        zalo["app_id"], "STORY_ZALO_APP", "STORY_ZALO_OA", **rate) +
                channel("facebook", "facebook", self.sandbox, {"id": facebook["page_id"], "access_token": env("STORY_FACEBOOK_TOKEN")},
                        app_id=facebook["app_id"], app_secret=env("STORY_FACEBOOK_APP"), verify_token=env("STORY_FACEBOOK_VERIFY"), **rate) +
                zalo_bot(self.sandbox, {"id": bot["id"], "access_token": env("STORY_BOT_TOKEN")}, "STORY_BOT_SECRET", **rate))

    def start(self):
        self.configure()
        with open(os.path.join(self.folder, "serve.log"), "ab") as log:
            self.server = subprocess.Popen([PROGRAM, "serve", "--config", self.file], stderr=log, stdout=log, env=self.environment)
        wait_for(self.ready, "the server to be ready")

    def ready(self):
        assert self.server.poll() is None, "the server ended: " + self.read_log()
        try:
            return fetch(self.url + "/readyz")[0] == 200
        except OSError:
            return False

    def read_log(self):
        with open(os.path.join(self.folder, "serve.log"), encoding="utf-8", errors="replace") as log:
            return log.read()[-3000:]

    def kill(self):
        self.server.kill()
        self.server.wait()

    def close(self):
        for process in (self.server, self.stage):
            if process and process.poll() is None:
                process.kill()
                process.wait()
        self.stage.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def command(self, *arguments):
        done = subprocess.run([PROGRAM, *arguments, "--config", self.file], capture_output=True, text=True, timeout=120, check=False, env=self.environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def post(self, path, data):
        status, text = fetch(self.sandbox + path, data)
        assert status == 200, text
        return text

    def sends(self, to=""):
        return json.loads(fetch(f"{self.sandbox}/sandbox/record?to={to}")[1])["sends"]

    def rows(self, statement):
        database = sqlite3.connect(f"file:{self.data}/nhipcau.db?mode=ro", uri=True, timeout=30)
        try:
            return database.execute(statement).fetchall()
        finally:
            database.close()


class Platforms(unittest.TestCase):
    def test_campaign(self):
        world = World()
        self.addCleanup(world.close)
        world.start()
        text = os.path.join(world.folder, "324.txt")
        with open(text, "w", encoding="utf-8") as out:
            out.write(TEXT)
        world.command("directive", "add", text, "--number", DOC, "--date", "2026-03-28", "--abstract", "Nâng cao chất lượng hoạt động")
        self.say_as_officer(world, "gửi kế hoạch 324 cho toàn tỉnh", "Sắp gửi")
        world.post("/sandbox/faults", FAULTS)
        self.say_as_officer(world, "đồng ý", "Đang gửi")

        wait_for(lambda: self.received(world) >= 600, "the first of them", seconds=120)
        world.post("/sandbox/account", {"platform": "zalo", "tokens": "expired"})
        wait_for(lambda: self.received(world) >= 1400, "many of them", seconds=120)
        world.kill()
        world.start()
        wait_for(lambda: not world.rows("SELECT 1 FROM outbox WHERE state IN ('queued', 'writing') LIMIT 1")
                 and world.rows("SELECT state FROM campaign")[0][0] == "done", "the end of the sending", seconds=400, pause=1)
        world.post("/sandbox/faults", {})
        wait_for(lambda: not world.rows("SELECT 1 FROM outbox WHERE state = 'unsure' AND looks = 0 LIMIT 1"), "a look for each lost answer", seconds=300, pause=1)

        self.check_ends(world)
        self.check_twice(world)
        world.command("verify")

    def say_as_officer(self, world, text, expect):
        officer = world.facts["officer"]
        world.post("/sandbox/say", {"person": officer["key"], "platform": "zalo", "text": text})
        wait_for(lambda: [send for send in world.sends(officer["id"]) if expect in send["text"]], f"{expect!r} after {text!r}")

    @staticmethod
    def received(world):
        return sum(DOC in send["text"] for send in world.sends())

    def check_ends(self, world):
        """Every recipient has an end, and whatever is not 'sent' says why."""
        deliveries = world.rows("SELECT d.state, d.reason, d.group_id IS NOT NULL FROM delivery d")
        self.assertEqual(sum(group for _, _, group in deliveries), GROUPS)
        self.assertEqual(sum(not group for _, _, group in deliveries), PEOPLE + 1)  # the officer is a member too
        ends = collections.Counter(state for state, _, _ in deliveries)
        self.assertLessEqual(set(ends), {"sent", "held", "failed", "unsure"})
        self.assertEqual([row for row in deliveries if row[0] != "sent" and not row[1]], [])
        self.assertGreater(ends["sent"], 2500)
        self.assertGreater(ends["held"], 0)
        people = dict(world.rows("SELECT state, COUNT(*) FROM campaign_person GROUP BY state"))
        self.assertEqual(sum(people.values()), PEOPLE + GROUPS * IN_A_GROUP + 1)
        self.assertNotIn("queued", people)
        self.assertEqual(world.rows("SELECT COUNT(*) FROM campaign_person WHERE state <> 'sent' AND reason = ''")[0][0], 0)

    def check_twice(self, world):
        """What the platforms say they delivered: never twice to anybody, and to everybody who counts as sent."""
        officer = world.facts["officer"]["id"]  # who is told of the sending as well
        got = collections.Counter(send["to"] for send in world.sends() if DOC in send["text"] and send["to"] != officer)
        twice = {to: times for to, times in got.items() if times > 1}
        self.assertEqual(twice, {})
        sent = {to for (to,) in world.rows("SELECT recipient FROM outbox WHERE state = 'sent' AND delivery_id IS NOT NULL")}
        self.assertEqual(sent - set(got) - {officer}, set())
        # Where a platform shows the conversation or echoes, what arrived does not stay in doubt; a look that failed is repeated.
        statement = "SELECT recipient FROM outbox WHERE state = 'unsure' AND delivery_id IS NOT NULL AND channel <> 'bot'"
        wait_for(lambda: not {to for (to,) in world.rows(statement)} & set(got), "the proof of what arrived", seconds=150, pause=1)
        refused = {to for (to,) in world.rows("SELECT recipient FROM outbox WHERE state IN ('held', 'rejected') AND delivery_id IS NOT NULL")}
        self.assertEqual(refused & set(got), set())


if __name__ == "__main__":
    unittest.main()
