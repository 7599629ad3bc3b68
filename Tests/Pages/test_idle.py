"""Nobody there any more: a warning first, then everything that was begun is destroyed, and nothing is sent."""
import pytest
from playwright.sync_api import expect
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


def test_nothing_is_asked_of_an_empty_welcome(visit, kiosk):
    """A device that nobody uses asks nobody anything."""
    person = visit(kiosk)
    person.page.wait_for_timeout((IDLE_SECONDS + 5) * 1000)
    expect(warning(person)).to_be_hidden()
    person.at("welcome.title")
