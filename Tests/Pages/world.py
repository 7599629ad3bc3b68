"""A whole world on this machine: coordinators with their keys, a store, and kiosks with their touch pages."""
import json
import os
import re
import secrets
import urllib.request
from pathlib import Path

from daemons import ROOT, Daemon, free_port, run

PAGES = Path(os.environ.get("KIOSK_PAGES") or ROOT / "pages")
PACK = Path(os.environ.get("KIOSK_PACK") or ROOT / "packs/reimagining-secure-care")
HELP_ROUTES = "Tell any adult here | Childline 0800 1111"
READERS = "Ailsa and Tom, who plan care"
AGENDA = "young-people"
# The first has a line for each language, the second is there in English only.
FEEDBACK = """\
feedback:
  programme: reimagining-secure-care
  revision: 1
  items:
    - id: quiet-room
      day: 2026-11-20
      said:
        en: The quiet room is locked too often.
        gd: Tha an seòmar sàmhach glaiste ro thric.
        sco: The quate room is lockit ower aften.
      did:
        en: It is open every day now, from 9 in the morning to 9 at night.
        gd: Tha e fosgailte gach latha a-nis, bho 9 sa mhadainn gu 9 feasgar.
        sco: It's open ilka day nou, frae 9 in the mornin tae 9 at nicht.
    - id: phone
      day: 2026-11-18
      said: We want to phone home later in the evening.
      did: We can't do that yet. We have asked for more phones, and will know in January.
"""


class World:
    """Keys, a store that runs, and the pack of a programme."""

    def __init__(self, directory):
        self.directory = Path(directory)
        self.kiosks = []
        self.passphrase = self.directory / "passphrase"
        self.passphrase.touch(0o600)
        self.passphrase.write_text(secrets.token_hex(16) + "\n")
        self.environment = {"KIOSK_PASSPHRASE_FILE": str(self.passphrase)}
        self.key = self.directory / "collection.key"
        self.pack = self.directory / "programme.kpack"
        self.signing = self.directory / "pack-signing.key"
        self.credentials = self.directory / "credentials"
        self.folder = self.directory / "collected"
        self.ctl("key", "new", "--out", self.key)
        self.ctl("key", "signing", "--out", self.signing)
        run("kiosk-store", "init", "--state-directory", self.directory / "store", "--collection-key", f"{self.key}.pub",
            "--pack-signer", f"{self.signing}.pub", "--credentials", self.credentials)
        self.ctl("pack", "build", PACK, "--out", self.pack, "--key", self.signing)
        self.address, self.enrolment = f"127.0.0.1:{free_port()}", f"127.0.0.1:{free_port()}"
        self.store = Daemon("kiosk-store", [
            "serve", "--state-directory", self.directory / "store", "--listen", self.address, "--enrolment-listen", self.enrolment,
            "--public-host", "127.0.0.1"], self.directory / "store.log", "takes envelopes")
        self.environment["KIOSK_STORE"] = self.address
        self.store.start()

    def ctl(self, *arguments, **options):
        """Runs kiosk-ctl as the coordinators do."""
        return run("kiosk-ctl", *arguments, environment=self.environment, **options)

    def feedback(self):
        """A list of what came of what people said, for `kiosk-ctl feedback`."""
        file = self.directory / "feedback.yaml"
        file.write_text(FEEDBACK)
        return file

    def kiosk(self, name, ready=True, **settings):
        """Starts a kiosk; `ready` enrols it and loads the pack. Settings are kioskd's, with underscores; None leaves one out."""
        kiosk = Kiosk(self, name, settings)
        self.kiosks.append(kiosk)
        kiosk.daemon.start()
        if ready:
            kiosk.enrol()
            kiosk.ctl("pack", "load", self.pack)
        return kiosk

    def collect(self):
        """Fetches and opens all that has arrived, as a coordinator does: a dictionary for each contribution."""
        self.ctl("collect", "--key", self.key, "--out", self.folder, "--credentials", self.credentials / "coordinator", "--json")
        file = self.folder / "contributions.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def collected(self, name):
        """The bytes of a file that a collected contribution names: a drawing."""
        return (self.folder / name).read_bytes()

    def end(self):
        """Ends everything that was started."""
        for kiosk in self.kiosks:
            kiosk.daemon.end()
        self.store.end()


class Kiosk:
    """A kioskd with its touch pages."""

    def __init__(self, world, name, settings):
        self.world, self.name = world, name
        self.directory = world.directory / re.sub(r"\W+", "-", name.lower())
        self.directory.mkdir()
        self.socket = self.directory / "s"
        self.state = self.directory / "state"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        given = {
            "state_directory": self.state, "socket": self.socket, "pages": f"127.0.0.1:{self.port}", "pages_directory": PAGES,
            "help_route": HELP_ROUTES, "help_command": f"/usr/bin/touch {self.directory / 'called'}", "readers": READERS,
            "mix_minimum": 1, "idle_seconds": 600, **settings}
        arguments = [part for key, value in given.items() if value is not None for part in (f"--{key.replace('_', '-')}", value)]
        self.daemon = Daemon("kioskd", arguments, self.directory / "kioskd.log", "takes contributions")

    def ctl(self, *arguments, **options):
        """Runs kiosk-ctl for this kiosk."""
        return run("kiosk-ctl", *arguments, environment={**self.world.environment, "KIOSK_SOCKET": str(self.socket)}, **options)

    def enrol(self, room=None):
        """Enrols it with a one-time invitation, in a room if one is named."""
        invitation = json.loads(self.world.ctl(
            "store", "invite", self.name, *(["--room", room] if room else []), "--credentials", self.world.credentials / "staff", "--json"))
        self.ctl("enrol", "-", "--enrolment-address", invitation["enrolment_address"], stdin=invitation["invitation"])

    def load_feedback(self):
        """Shows what came of what people said, without a store."""
        file = self.directory / "signed.kfeedback"
        if not file.exists():
            self.world.ctl("feedback", "sign", self.world.feedback(), "--key", self.world.signing, "--out", file)
        self.ctl("feedback", "load", file)

    def session(self, *arguments):
        """One of kiosk-ctl's session commands."""
        return self.ctl("session", *arguments)

    def close(self):
        """Ends a session if one is on, so that the next test begins with open prompts."""
        if self.now()["session"]:
            self.session("close")

    def arrived(self):
        """Sends what waits and collects: every contribution that has arrived at the coordinators."""
        self.ctl("flush")
        return self.world.collect()

    def now(self):
        """The snapshot that the pages get."""
        with urllib.request.urlopen(f"{self.url}api/now", timeout=10) as answer:
            return json.load(answer)

    def status(self):
        """How the device is."""
        return json.loads(self.ctl("status", "--json"))
