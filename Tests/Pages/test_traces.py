"""After a run nothing that was typed stands anywhere: not in the browser's profile, not in the state directory, not in a log."""
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

import traces
from conftest import CHROMIUM, FLAGS, SIZES, watched
from person import Person

# Words that no program has of its own.
TYPED = {
    "words": "quixandry", "why": "bramblefax", "description": "ottermoss", "rubbed": "velquist", "crashed": "hushwarden", "hardware": "plimsorrel",
}


@pytest.fixture(scope="module")
def kiosk(world):
    one = world.kiosk("traces", log_level="trace")
    yield one
    one.daemon.end()


def test_the_looking_finds(tmp_path):
    """The looking itself: it finds a word in each form that it knows."""
    for name, data in {"plain": b"a quixandry b", "wide": "quixandry".encode("utf-16-le"), "packed": traces.packed_example("quixandry")}.items():
        (tmp_path / name).write_bytes(data)
        assert traces.find(["quixandry"], tmp_path / name), name
    assert not traces.find(["velquist"], tmp_path)


def say(person, words):
    person.begin(1, 0)
    person.promise()
    person.choose("words")
    person.write(words)


def a_day(page, texts, kiosk):
    """Several people: sent by words and by hardware keys, with a why, described instead of drawn, rubbed out, and over a crash."""
    person = Person(page, texts).arrive(kiosk)
    say(person, TYPED["words"])
    person.next()
    person.to_sending()
    person.send(code=True)
    person.done()

    person.begin(1, 0)
    person.promise()
    person.choose("words")
    person.writing.click()
    page.keyboard.type(TYPED["hardware"])
    person.next()
    person.to_sending()
    person.send()
    person.done()

    person.begin(1, 1)
    person.promise()
    person.choose("feeling")
    person.feel(3)
    person.press("feeling.why.add")
    person.write(TYPED["why"])
    person.press("words.done")
    person.next()
    person.tool("tool.rub")

    person.begin(1, 1)
    person.promise()
    person.choose("drawing")
    person.draw([(0.2, 0.2), (0.7, 0.7)])
    person.press("drawing.describe")
    person.write(TYPED["description"])
    person.press("words.done")
    person.next()
    person.tool("tool.rub")

    say(person, TYPED["rubbed"])
    person.tool("tool.rub")
    person.at("welcome.title")

    say(person, TYPED["crashed"])
    kiosk.daemon.kill()
    person.sees("notice.awayKept")
    kiosk.daemon.start()
    expect(page.get_by_text(person.t("notice.awayKept"), exact=True)).to_be_hidden()
    person.next()
    person.to_sending()
    person.send()
    person.done()
    person.at("welcome.title")


def test_no_word_is_left(playwright, texts, kiosk, world):
    profile = Path(tempfile.mkdtemp(prefix="kp-profile-"))
    said = []
    try:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=FLAGS, viewport=dict(zip(("width", "height"), SIZES["800x480"])))
        try:
            a_day(watched(context.pages[0], said), texts, kiosk)
            places = [profile, kiosk.directory, world.directory / "store", world.directory / "store.log"]
            assert not traces.find(TYPED.values(), *places), "while the browser runs"
        finally:
            context.close()
        assert any(profile.rglob("*")), "the browser has kept no profile at all, so nothing was looked at"
        assert not traces.find(TYPED.values(), *places), "after the browser has ended"
        kiosk.daemon.end()
        assert not traces.find(TYPED.values(), *places), "after kioskd has ended"
        log = kiosk.daemon.log.read_text(errors="replace")
        assert log and kiosk.state.is_dir() and os.listdir(kiosk.state)
    finally:
        shutil.rmtree(profile, ignore_errors=True)
    assert not said
