"""SIGKILL while 2,000 votes stream in, five times over: every vote whose webhook got a 200 is counted exactly once."""
import hashlib
import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
import unittest
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from config import NOTICE, env, free_port, table, zalo_oa  # noqa: E402
from demo import CLOCK, PROGRAM, Demo, fetch, wait_for  # noqa: E402

VOTES, WORKERS, ROUNDS = 2000, 8, 5
OA = "6070000000000000001"
APP, SECRET = "1000000000000000001", "kill-story-secret"
START = 1795395600000  # CLOCK in UTC milliseconds

class Server:
    """`nhipcau serve` on the data folder of a demo that seeded it: the sandbox must survive the kill, so there is none."""

    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self.file = os.path.join(folder, "nhipcau.toml")
        with open(self.file, "w", encoding="utf-8") as out:
            out.write(table("server", port=port) + table("storage", data=os.path.join(folder, "data")) + table("clock", start=CLOCK) + NOTICE +
                      zalo_oa("http://127.0.0.1:1", {"id": OA, "access_token": env("KILL_SECRET"), "refresh_token": env("KILL_SECRET")}, APP,
                              "KILL_SECRET", "KILL_SECRET"))
        self.url = f"http://127.0.0.1:{port}"
        self.process = None

    def start(self):
        with open(os.path.join(self.folder, "serve.log"), "ab") as log:
            self.process = subprocess.Popen([PROGRAM, "serve", "--config", self.file], stderr=log, stdout=log,
                                            env={**os.environ, "KILL_SECRET": SECRET})
        wait_for(self.ready, "the server to be ready")

    def ready(self):
        assert self.process.poll() is None, "the server ended"
        try:
            return fetch(self.url + "/readyz")[0] == 200
        except OSError:
            return False

    def kill(self):
        self.process.kill()
        self.process.wait()

    def command(self, *arguments):
        done = subprocess.run([PROGRAM, *arguments, "--config", self.file], capture_output=True, text=True, timeout=120, check=False,
                              env={**os.environ, "KILL_SECRET": SECRET})
        return done.returncode, done.stdout, done.stderr


class Kill(unittest.TestCase):
    def test_votes_survive(self):
        seeded = Demo()
        self.addCleanup(seeded.close)
        seeded.ask("Lò Văn Pản", "tạo bình chọn: Đi đâu? | Sa Pa | Mộc Châu | Ở nhà", expect="Đã mở BC1")
        people = seeded.people()["persons"]
        status, out, errors = seeded.command("token", "create", "--name", "kill", "--unit", "1")
        self.assertEqual(status, 0, errors)
        token = max(out.split(), key=len)
        seeded.stop()
        server = Server(seeded.folder, free_port())
        server.start()
        self.addCleanup(server.kill)
        voters = [person["zalo_user_id"] for person in people if "May Sơn Hà" in person["unit"] + person["note"] and person["zalo_user_id"]]
        self.assertGreater(len(voters), 200)
        dice = random.Random(324)
        votes = [(f"kill{n:06d}", dice.choice(voters), dice.randint(1, 3)) for n in range(VOTES)]
        accepted = {}
        for _ in range(ROUNDS):
            waiting = [vote for vote in votes if vote[0] not in accepted]
            self.stream(server, waiting, accepted, kill_at=len(accepted) + dice.randint(150, 350))
            self.assertLess(len(accepted), VOTES, "killed after the stream, not in it")
            server.start()
        while len(accepted) < VOTES:  # what the platform repeats until it gets its 200
            self.stream(server, [vote for vote in votes if vote[0] not in accepted], accepted)

        expected = {}
        for at, (voter, choice) in accepted.values():
            expected[voter] = max(expected.get(voter, (0, 0)), (at, choice))
        tally = [sum(1 for _, choice in expected.values() if choice == n) for n in (1, 2, 3)]

        def counted():
            poll = json.loads(fetch(server.url + "/api/v1/polls/1", None, {"Authorization": "Bearer " + token})[1])
            poll = poll.get("poll", poll)
            return poll["voted"] == len(expected) and [option["votes"] for option in poll["options"]] == tally
        wait_for(counted, f"the tally {tally} of {len(expected)}")
        time.sleep(1)
        self.assertTrue(counted())
        status, out, errors = server.command("verify")
        self.assertEqual(status, 0, out + errors)

    def stream(self, server, votes, accepted, kill_at=None):
        """Posts signed webhooks from several workers; with kill_at the server is killed once so many are accepted."""
        url = urllib.parse.urlsplit(server.url)
        queue, lock = list(reversed(votes)), threading.Lock()

        def work():
            connection = http.client.HTTPConnection(url.hostname, url.port, timeout=20)
            while True:
                with lock:
                    if not queue:
                        return
                    vote = queue.pop()
                number, voter, choice = vote
                at = START + 1000 + int(number[4:])
                body, headers = self.webhook(number, voter, f"bc1: {choice}", at)
                try:
                    connection.request("POST", "/webhook/zalo", body, headers)
                    answer = connection.getresponse()
                    answer.read()
                except (OSError, http.client.HTTPException):
                    if kill_at is None:
                        raise
                    return
                finally:
                    connection.close()
                if answer.status == 200:
                    with lock:
                        accepted[number] = (at, (voter, choice))

        threads = [threading.Thread(target=work) for _ in range(WORKERS)]
        for thread in threads:
            thread.start()
        if kill_at is not None:
            wait_for(lambda: len(accepted) >= kill_at, "votes to be accepted", pause=0.002)
            server.kill()
        for thread in threads:
            thread.join()

    @staticmethod
    def webhook(number, voter, text, at):
        event = {"app_id": APP, "sender": {"id": voter}, "recipient": {"id": OA}, "event_name": "user_send_text",
                 "message": {"text": text, "msg_id": number}, "timestamp": str(at)}
        body = json.dumps(event, ensure_ascii=False)
        mac = hashlib.sha256((APP + body + str(at) + SECRET).encode()).hexdigest()
        return body.encode(), {"X-ZEvent-Signature": "mac=" + mac, "Content-Type": "application/json"}


if __name__ == "__main__":
    unittest.main()
