"""A hardware keyboard writes in the pages, and does nothing to the browser around them."""
import pytest
from playwright.sync_api import expect

WORDS = "more time outside please"
ZOOM_PIXELS = -240

# All that would lose what was typed, cover the pages, or leave something for the next person. A headless browser has little of it
# itself, so that what is looked at is whether the page refuses it.
BROWSERS = [
    "F1", "F3", "F5", "F6", "F7", "F10", "F11", "F12", "Shift+F10", "Shift+Escape", "ContextMenu",
    "Control+r", "Control+Shift+R", "Control+f", "Control+g", "Control+p", "Control+s", "Control+o", "Control+u", "Control+h", "Control+j",
    "Control+t", "Control+n", "Control+w", "Control+q", "Control+Shift+N", "Control+Shift+T", "Control+Tab", "Control+PageDown",
    "Control+Shift+Delete", "Control+Shift+I", "Control+Shift+A", "Control+=", "Control+-", "Control+0", "Control+l",
    "Alt+d", "Alt+f", "Alt+F4", "Alt+ArrowLeft", "Alt+Home", "Meta+t",
]

# Collects what reaches the page last of all: each key, and whether the browser was refused it.
LISTEN = """() => {
  window.met = [];
  for (const name of ['keydown', 'wheel']) {
    window.addEventListener(name, ({ key, defaultPrevented }) => { window.met.push([key ?? name, defaultPrevented]); }, { passive: true });
  }
}"""


def at_the_words(visit, kiosk):
    person = visit(kiosk)
    person.begin(1, 0)
    person.promise()
    person.choose("words")
    person.settle()
    person.page.evaluate(LISTEN)
    return person


def met(person):
    """The keys that were met since the last look, and whether each was refused; without the modifiers that were held for them."""
    found = person.page.evaluate("() => window.met.splice(0)")
    return [(key, refused) for key, refused in found if key not in ("Control", "Shift", "Alt", "Meta")]


def test_words_are_written(visit, kiosk):
    """Typing, rubbing out, moving about and taking back are as they were."""
    person = at_the_words(visit, kiosk)
    keys = person.page.keyboard
    person.writing.click()
    keys.type(WORDS)
    expect(person.writing).to_have_value(WORDS)
    assert met(person) == [(sign, False) for sign in WORDS]
    keys.press("Control+z")
    expect(person.writing).to_have_value("more time outside ")
    keys.type("now")
    keys.press("Control+ArrowLeft")
    keys.type("right ")
    expect(person.writing).to_have_value("more time outside right now")
    keys.press("End")
    keys.press("Control+Backspace")
    expect(person.writing).to_have_value("more time outside right ")
    keys.press("Control+a")
    keys.press("Backspace")
    expect(person.writing).to_have_value("")
    keys.press("Control+z")
    expect(person.writing).to_have_value("more time outside right ")
    assert [key for key, refused in met(person) if refused] == ["z", "z"]
    keys.press("Tab")
    expect(person.writing).not_to_be_focused()
    keys.press("Shift+Tab")
    expect(person.writing).to_be_focused()


@pytest.mark.parametrize("where", ["in the text", "on a button"])
def test_the_browser_s_shortcuts_do_nothing(visit, kiosk, where):
    """The browser gets none of its shortcuts, and the words and the page are as they were after each."""
    person = at_the_words(visit, kiosk)
    person.writing.click()
    person.page.keyboard.type(WORDS)
    if where == "on a button":
        person.named(person.t("say.next")).focus()
    heading = person.heading()
    met(person)
    for shortcut in BROWSERS:
        person.page.keyboard.press(shortcut)
        found = met(person)
        assert found and all(refused for _, refused in found), f"{shortcut}: {found}"
        expect(person.writing).to_have_value(WORDS)
        assert person.heading() == heading, shortcut
    assert len(person.page.context.pages) == 1


def test_the_wheel_does_not_make_the_page_larger(visit, kiosk):
    """With Ctrl it would push "Rub it out now" beside the screen; without Ctrl it moves what can be moved."""
    person = at_the_words(visit, kiosk)
    person.page.mouse.move(100, 100)
    person.page.mouse.wheel(0, ZOOM_PIXELS)
    person.page.wait_for_function("() => window.met.length === 1")
    person.page.keyboard.down("Control")
    person.page.mouse.wheel(0, ZOOM_PIXELS)
    person.page.wait_for_function("() => window.met.filter(([key]) => key === 'wheel').length === 2")
    person.page.keyboard.up("Control")
    assert met(person) == [("wheel", False), ("wheel", True)]


def test_from_the_first_screen_on(visit, kiosk):
    """The welcome refuses them as well, and so does the page after "Rub it out now"."""
    person = visit(kiosk)
    person.page.evaluate(LISTEN)
    person.page.keyboard.press("Control+f")
    assert met(person) == [("f", True)]
    person.begin(1, 0)
    person.tool("tool.rub")
    person.at("welcome.title")
    person.page.keyboard.press("Control+f")
    assert met(person) == [("f", True)]
