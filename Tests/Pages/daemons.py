"""Programs of this repository, run for a test and ended by their own process identifier."""
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).absolute().parents[2]

# The build machine may be busy with other work; a daemon starts in well under a second on its own.
START_SECONDS = 60
STOP_SECONDS = 30
COMMAND_SECONDS = 120


def binary(name):
    """The path of a program: from the environment (KIOSKD, KIOSK_STORE, KIOSK_CTL), else the debug build."""
    variable = name.upper().replace("-", "_")
    if variable == "KIOSK_STORE":
        # KIOSK_STORE is the store's address for kiosk-ctl as well; only a path to a file is meant here.
        given = os.environ.get(variable, "")
        return Path(given) if given.startswith("/") else ROOT / ".build/debug" / name
    return Path(os.environ.get(variable) or ROOT / ".build/debug" / name)


def free_port():
    """A port of loopback that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Daemon:
    """A daemon with a log, which is kept over restarts."""

    def __init__(self, name, arguments, log, ready):
        self.name, self.arguments, self.log, self.ready = name, [str(one) for one in arguments], Path(log), ready
        self.process = None

    def start(self):
        """Starts it, and waits until its log says that it is there."""
        begin = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([binary(self.name), *self.arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            said = self.log.read_bytes()[begin:].decode(errors="replace")
            if self.ready in said:
                return said
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"{self.name} did not start:\n{self.log.read_text(errors='replace')}")

    def end(self, how=signal.SIGTERM):
        """Ends it, and waits until it is gone."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def kill(self):
        """Ends it as a power cut does."""
        self.end(signal.SIGKILL)


def run(name, *arguments, environment=None, stdin=None, check=True):
    """Runs a program to its end, and gives what it wrote to standard output."""
    done = subprocess.run(
        [binary(name), *[str(one) for one in arguments]], input=stdin, capture_output=True, text=True, timeout=COMMAND_SECONDS,
        env={**os.environ, **(environment or {})})
    if check and done.returncode != 0:
        raise RuntimeError(f"{name} {' '.join(map(str, arguments))}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout
