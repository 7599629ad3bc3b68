"""What the tests of the touch pages stand on: a real store and real kiosks in temporary directories, and a real Chromium.

The programs are those of `swift build`, or where KIOSKD, KIOSK_STORE and KIOSK_CTL point; Chromium is Debian's, or KIOSK_CHROMIUM.
What the machine lacks is said when a test is skipped.
"""
import os
import shutil
import tempfile
from pathlib import Path

import pytest

import pagetexts
from daemons import binary
from person import Person
from world import World

CHROMIUM = os.environ.get("KIOSK_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
SIZES = {"800x480": (800, 480), "1920x1080": (1920, 1080), "480x800": (480, 800)}
# Chromium's own sandbox needs what a container of a build machine does not give; the pages under test are ours.
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]
# What the browser says about an answer that a test provokes, and about features that this Chromium does not know.
EXPECTED = ("Failed to load resource", "Permissions-Policy header: Unrecognized feature")


def watched(page, said):
    """Collects what is said on a page's console."""
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text)
            if message.type in ("error", "warning") and not any(one in message.text for one in EXPECTED) else None)
    return page


@pytest.fixture(scope="session")
def playwright():
    """Playwright, driving the Chromium that the machine has."""
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine: install Debian's chromium, or set KIOSK_CHROMIUM")
    from playwright.sync_api import sync_playwright
    with sync_playwright() as one:
        yield one


@pytest.fixture(scope="session")
def browser(playwright):
    """One Chromium for all tests; each page has a context of its own."""
    one = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield one
    one.close()


@pytest.fixture(scope="session")
def texts(browser):
    """The texts of the pages in all languages."""
    return pagetexts.read(browser)


def make_world():
    """A world in a directory with a short path: a Unix socket's is at most 107 bytes long."""
    for name in ("kioskd", "kiosk-store", "kiosk-ctl"):
        if not binary(name).is_file():
            pytest.skip(f"no {name} at {binary(name)}: run swift build, or set {name.upper().replace('-', '_')}")
    directory = Path(tempfile.mkdtemp(prefix="kp-"))
    return directory, World(directory)


@pytest.fixture(scope="session")
def world():
    """Coordinators, a store and a pack, for all tests."""
    directory, one = make_world()
    yield one
    one.end()
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="module")
def kiosk(world, request):
    """A kiosk for the tests of one file, enrolled and with the pack."""
    one = world.kiosk(request.module.__name__.removeprefix("test_"))
    yield one
    one.daemon.end()


@pytest.fixture
def open_page(browser):
    """Opens pages in contexts of their own, and closes them after the test. Nothing may be said on the console by then."""
    contexts, said = [], []

    def make(size="800x480", **options):
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        return watched(context.new_page(), said)

    yield make
    for context in contexts:
        context.close()
    assert not said, f"the console has: {said}"


@pytest.fixture
def visit(open_page, texts):
    """Somebody comes to a kiosk: `visit(kiosk, language="gd", size="800x480")`."""

    def come(kiosk, language=None, size="800x480", **options):
        return Person(open_page(size, **options), texts).arrive(kiosk, language)

    return come
