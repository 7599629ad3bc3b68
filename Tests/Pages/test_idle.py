"""Nobody there any more: a warning first, then everything that was begun is destroyed, and nothing is sent."""
import pytest
from playwright.sync_api import expect

from person import Person
from tour import DIALOG_SETTLES_MS

# The shortest that kioskd takes. The grace after the warning is the daemon's own.
IDLE_SECONDS = 20
SLACK_SECONDS = 15
LEAST_GRACE_SECONDS = 20


@pytest.fixture(scope="module")
def kiosk(world):
    one = world.kiosk("idle", idle_seconds=IDLE_SECONDS)
    yield one
    one.daemon.end()


def begun(visit, kiosk, words):
    person = visit(kiosk, "gd")
    person.begin(1, 0)
    person.promise()
    person.choose("words")
    person.write(words)
    return person


def warning(person):
    return person.page.get_by_role("dialog", name=person.t("idle.title"))


def warned(person):
    """Waits for the warning, and until it takes an answer: a finger that was on its way has not given one."""
    expect(warning(person)).to_be_visible(timeout=(IDLE_SECONDS + SLACK_SECONDS) * 1000)
    person.page.wait_for_timeout(DIALOG_SETTLES_MS)


def test_the_warning_and_what_follows(visit, kiosk):
    """One says "I'm still here" and goes on; the other has gone, and all of it goes, the language too."""
    stays = begun(visit, kiosk, "fuirich")
    stays.tool("tool.size")
    stays.tool("tool.contrast")
    gone = begun(visit, kiosk, "imich")
    gone.tool("tool.size")
    gone.tool("tool.contrast")
    before = kiosk.status()
    size, contrast = (gone.page.locator("html").get_attribute(f"data-{one}") for one in ("size", "contrast"))
    assert (size, contrast) == ("l", "dark")

    warned(stays)
    here = warning(stays).get_by_role("button", name=stays.t("idle.here"), exact=True)
    expect(here).to_be_focused()
    here.click()
    expect(warning(stays)).to_be_hidden()
    expect(stays.writing).to_have_value("fuirich")

    expect(warning(gone)).to_be_visible(timeout=(IDLE_SECONDS + SLACK_SECONDS) * 1000)
    began = gone.page.evaluate("performance.now()")
    grace = kiosk.now()["defaults"]["graceSeconds"]
    expect(warning(gone)).to_be_hidden(timeout=(grace + SLACK_SECONDS) * 1000)
    assert gone.page.evaluate("performance.now()") - began > (LEAST_GRACE_SECONDS - 1) * 1000, "there is too little time to say that one is here"
    gone.language = "en"
    gone.at("welcome.title")
    html = gone.page.locator("html")
    expect(html).to_have_attribute("data-size", "m")
    expect(html).to_have_attribute("data-contrast", "light")
    expect(html).to_have_attribute("lang", "en")
    assert "imich" not in gone.page.content()
    gone.begin(1, 0)
    gone.promise()
    gone.choose("words")
    expect(gone.writing).to_have_value("")

    after = kiosk.status()
    assert {key: after.get(key) for key in ("sealed", "waiting", "receipted")} == {key: before.get(key) for key in ("sealed", "waiting", "receipted")}


def test_the_warning_can_be_answered_with_rub_it_out(visit, kiosk):
    """"Rub it out" in the warning does so at once; Escape is somebody who is there."""
    person = begun(visit, kiosk, "falbh")
    warned(person)
    person.page.keyboard.press("Escape")
    expect(warning(person)).to_be_hidden()
    expect(person.writing).to_have_value("falbh")
    warned(person)
    warning(person).get_by_role("button", name=person.t("idle.gone"), exact=True).click()
    person.language = "en"
    person.at("welcome.title")
    assert "falbh" not in person.page.content()


# Who copies sixteen digits by hand has this long before the question comes.
COPYING_SECONDS = 180


def test_a_code_waits_for_its_reader(visit, kiosk):
    """The question comes late, says that the code would go, and rubs nothing out that was sent."""
    person = begun(visit, kiosk, "cum seo")
    person.next()
    person.to_sending()
    person.page.clock.install()
    assert person.send(code=True)
    person.page.clock.fast_forward((COPYING_SECONDS - 2) * 1000)
    expect(warning(person)).to_be_hidden()
    person.page.clock.fast_forward(4000)
    expect(warning(person)).to_be_visible()
    person.sees("idle.textCode")
    expect(warning(person).get_by_role("button", name=person.t("idle.gone"), exact=True)).to_have_count(0)
    person.page.clock.fast_forward(DIALOG_SETTLES_MS)
    person.page.wait_for_timeout(DIALOG_SETTLES_MS)
    warning(person).get_by_role("button", name=person.t("idle.here"), exact=True).click()
    expect(warning(person)).to_be_hidden()
    expect(person.main.locator(".digit-number")).to_have_count(16)


# A sound that is begun, and of which nothing is heard any more: the browser's audio service has gone.
DEAD_SOUND_JS = """window.Audio = class extends EventTarget {
  constructor() { super(); this.volume = 1; this.duration = NaN; }
  play() { return new Promise(() => {}); }
  pause() {}
};"""
# No reading takes so long, whatever the sound does.
NO_READING_SECONDS = 15 * 60
# A program that has the voices that kioskd looks for, and says everything with a moment of silence.
VOICES = "Pty Language Age/Gender VoiceName File Other\\n 5 en-gb-scotland --/M x x\\n 5 gd --/M x x\\n"
SILENT_SPEECH = f"""#!/bin/sh
[ "$1" = --voices ] && exec printf '{VOICES}'
exec printf 'RIFF\\050\\0\\0\\0WAVEfmt \\020\\0\\0\\0\\001\\0\\001\\0\\100\\037\\0\\0\\200\\076\\0\\0\\002\\0\\020\\0data\\004\\0\\0\\0\\0\\0\\0\\0'
"""


@pytest.fixture
def speaking(world):
    """A kiosk that reads aloud, on a machine without a voice too."""
    program = world.directory / "speech"
    program.write_text(SILENT_SPEECH)
    program.chmod(0o755)
    one = world.kiosk("idle aloud", idle_seconds=IDLE_SECONDS, speech_command=program)
    yield one
    one.daemon.end()


def test_a_sound_that_never_ends_keeps_nobody_here(open_page, texts, speaking):
    """While something is read aloud nobody is taken to have gone; but a reading ends, and the question comes."""
    page = open_page()
    page.add_init_script(DEAD_SOUND_JS)
    page.clock.install()
    person = Person(page, texts).arrive(speaking)
    person.begin(1, 0)
    person.promise()
    person.choose("words")
    person.write("stays for ever")
    with page.expect_response("**/api/speech") as answer:
        person.tool("tool.aloud")
    assert answer.value.ok
    reading = person.named(person.t("tool.stop"), person.tools)
    expect(reading).to_be_visible()
    page.clock.fast_forward((IDLE_SECONDS + 1) * 1000)
    expect(reading).to_be_visible()
    expect(warning(person)).to_be_hidden()
    page.clock.fast_forward(NO_READING_SECONDS * 1000)
    expect(reading).to_be_hidden()
    page.clock.fast_forward((IDLE_SECONDS + 1) * 1000)
    expect(warning(person)).to_be_visible()


def test_nothing_is_asked_of_an_empty_welcome(visit, kiosk):
    """A device that nobody uses asks nobody anything."""
    person = visit(kiosk)
    person.page.wait_for_timeout((IDLE_SECONDS + 5) * 1000)
    expect(warning(person)).to_be_hidden()
    person.at("welcome.title")
