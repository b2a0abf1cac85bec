"""Runs the program as a user does. NHIPCAU_PROGRAM names it."""
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request

PROGRAM = os.environ.get("NHIPCAU_PROGRAM", "nhipcau")
DOCS = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "docs")
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
PATIENCE = 120  # seconds: generous, sanitizers on a busy machine are slow


def run(*args, stdin="", env=None, cwd=None):
    """The finished process: returncode, stdout, stderr."""
    return subprocess.run([PROGRAM, *args], input=stdin, capture_output=True, text=True, timeout=PATIENCE, cwd=cwd,
                          env={**os.environ, **(env or {})}, check=False)


def get(url, headers=None):
    """(status, text) of a GET."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


class Running:
    """A long-running command, until stop(). Its log goes to the file `log`."""

    def __init__(self, *args, log, cwd=None, env=None):
        self.log = log
        with open(log, "ab") as file:
            self.process = subprocess.Popen([PROGRAM, *args], stdout=subprocess.PIPE, stderr=file, text=True, cwd=cwd,
                                            env={**os.environ, **(env or {})})

    def wait_for(self, pattern):
        """The first match of the pattern in what it prints."""
        for line in self.process.stdout:
            match = re.search(pattern, line)
            if match:
                return match
        raise AssertionError(f"ended with {self.process.wait()}: {self.log_text()}")

    def log_text(self):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        if not self.process.stdout.closed:
            self.process.stdout.read()
            self.process.stdout.close()
        return self.process.wait(PATIENCE)


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="nhipcau-test-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def assert_sentence(self, result, status, part):
        """It failed with this status, said one sentence that holds `part`, and nothing that looks like a crash."""
        self.assertEqual(status, result.returncode, result.stderr)
        self.assertIn(part, result.stderr)
        self.assertEqual(1, result.stderr.count("\n"), result.stderr)
        self.assertNotRegex(result.stderr, r"terminate called|what\(\)|Segmentation|std::")
