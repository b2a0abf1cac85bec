"""A running `nhipcau demo` for the stories: the real program, real wire formats, real HTTP, and people who write."""
import atexit
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

PROGRAM = os.environ.get("NHIPCAU_PROGRAM", "nhipcau")
CLOCK = "2026-11-23T08:00:00+07:00"


def wait_for(check, what, seconds=60, pause=0.05):
    """Polls until check() gives something true and returns it; the limit is generous and only says that something hangs."""
    end = time.monotonic() + seconds
    while True:
        found = check()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError("waited in vain for " + what)
        time.sleep(pause)


def fetch(url, data=None, headers=None):
    """(status, text); data is sent as JSON."""
    body = json.dumps(data).encode() if data is not None else None
    request = urllib.request.Request(url, body, {"Content-Type": "application/json", **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


class Demo:
    """Starts the demo in a folder of its own; kill() and start() again go on where it was."""

    def __init__(self, *arguments):
        self.folder = tempfile.mkdtemp(prefix="nhipcau-story-")
        self.arguments = arguments
        self.process = None
        self.chat = self.server = ""
        atexit.register(self.close)
        self.start()

    def start(self):
        with open(os.path.join(self.folder, "log"), "ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "demo", "--data", os.path.join(self.folder, "data"), "--port", "0", "--sandbox-port", "0", "--clock", CLOCK, *self.arguments],
                stdout=subprocess.PIPE, stderr=log, text=True)
        addresses = []
        while len(addresses) < 2:
            line = self.process.stdout.readline()  # ends when the program does; the test's own limit ends a program that hangs
            if not line:
                raise AssertionError("the demo did not start:\n" + self.read_log())
            addresses += re.findall(r"http://\S+", line)
        self.chat, self.server = addresses[:2]

    def read_log(self):
        with open(os.path.join(self.folder, "log"), encoding="utf-8", errors="replace") as log:
            return log.read()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def close(self):
        if self.process and self.process.poll() is None:
            self.kill()
        if self.process:
            self.process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def command(self, *arguments):
        """Runs a command beside the running demo; gives (status, output, errors)."""
        done = subprocess.run([PROGRAM, *arguments, "--data", os.path.join(self.folder, "data")], capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout, done.stderr

    def people(self):
        return json.loads(fetch(self.chat + "/sandbox/people")[1])

    def key(self, name):
        return next(person["key"] for person in self.people()["persons"] if person["name"] == name)

    def group(self, name):
        return next(group["id"] for group in self.people()["groups"] if group["name"] == name)

    def say(self, name, text, group=None, platform="zalo", **more):
        message = {"person": self.key(name), "platform": platform, "text": text, **more}
        if group:
            message["group"] = self.group(group)
        status, answer = fetch(self.chat + "/sandbox/say", message)
        assert status == 200, answer

    def sends(self, to="", after=0):
        return json.loads(fetch(f"{self.chat}/sandbox/record?after={after}&to={to}")[1])["sends"]

    def zalo_id(self, name):
        return next(person["zalo_user_id"] for person in self.people()["persons"] if person["name"] == name)

    def ask(self, name, text, group=None, expect=""):
        """Says it, and gives the first new text of the bot to that chat that holds `expect`."""
        to = self.group(group) if group else self.zalo_id(name)
        before = max([send["number"] for send in self.sends(to)], default=0)
        self.say(name, text, group)
        found = wait_for(lambda: [send["text"] for send in self.sends(to, before) if expect in send["text"]], f"an answer to {text!r} with {expect!r}")
        return found[0]
