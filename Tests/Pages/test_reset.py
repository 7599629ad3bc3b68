"""Between two people everything goes back to the site's defaults, and nothing of the first is left on the page."""
import pytest
from playwright.sync_api import expect

WORDS = "zebra stripes on Friday"


@pytest.fixture(scope="module")
def kiosk(world):
    one = world.kiosk("reset", text_size="l", contrast="dark", language="sco")
    yield one
    one.daemon.end()


def settings(person):
    html = person.page.locator("html")
    return {name: html.get_attribute(name) for name in ("lang", "data-size", "data-contrast", "data-easy")}


DEFAULTS = {"lang": "sco", "data-size": "l", "data-contrast": "dark", "data-easy": "false"}


def change_everything(person):
    person.speak("gd")
    person.tool("tool.size")
    person.tool("tool.contrast")
    person.tool("tool.easyRead")
    person.easy = True
    assert not set(settings(person).items()) & set(DEFAULTS.items())


def write(person):
    person.begin(1, 0)
    person.promise()
    person.choose("words")
    person.type(WORDS)
    expect(person.writing).to_have_value(WORDS)


def anywhere(page):
    """All text that is anywhere in the page: in its elements, attributes, fields, and what a screen reader is told."""
    return page.evaluate("""() => {
      const parts = [document.documentElement.outerHTML, document.title];
      for (const one of document.querySelectorAll('input, textarea')) parts.push(one.value, one.defaultValue);
      return parts.join(' ');
    }""")


def stands_as_for_the_next(person):
    """Nothing of the last person is there: not their settings, not their words, not on the page where they wrote."""
    person.language, person.easy = "sco", False
    person.at("welcome.title")
    assert settings(person) == DEFAULTS
    assert WORDS not in anywhere(person.page)
    person.begin(1, 0)
    person.promise()
    person.choose("words")
    expect(person.writing).to_have_value("")
    person.tool("tool.rub")


def test_the_site_s_defaults_come_first(visit, kiosk):
    """What the site has set is what the first person meets."""
    assert settings(visit(kiosk)) == DEFAULTS


def test_after_the_thank_you(visit, kiosk):
    person = visit(kiosk)
    change_everything(person)
    write(person)
    person.next()
    person.to_sending()
    person.send()
    assert WORDS not in anywhere(person.page), "the thank-you still has what was said"
    person.done()
    stands_as_for_the_next(person)


@pytest.mark.parametrize("where", ["say", "look", "about", "code"])
def test_after_rub_it_out(visit, kiosk, where):
    """From every screen "Rub it out now" is one touch away."""
    person = visit(kiosk)
    change_everything(person)
    write(person)
    if where != "say":
        person.next()
    if where in ("about", "code"):
        person.press("look.on")
        person.at("about.title")
    if where == "code":
        person.press("about.skip")
        person.at("code.title")
    person.tool("tool.rub")
    stands_as_for_the_next(person)


def test_the_browser_s_own_ways_back_bring_nothing(visit, kiosk):
    """Neither the way back nor a new load of the page brings back what was typed."""
    person = visit(kiosk)
    write(person)
    person.page.reload()
    person.at("welcome.title")
    assert WORDS not in anywhere(person.page)
    person.page.go_back()
    person.page.goto(kiosk.url)
    person.at("welcome.title")
    assert WORDS not in anywhere(person.page)
