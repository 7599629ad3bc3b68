"""Somebody at the device: finds things as people do, by what they are called, and touches them."""
import re

from playwright.sync_api import expect

# The build machine may be busy; on its own every step is there within a tenth of a second.
PATIENCE_MS = 15_000
SIGNS = {
    ",": "comma", ".": "stop", "'": "apostrophe", "?": "question", "!": "exclamation", "-": "dash", "@": "at", ":": "colon", "/": "slash",
}
GRAVES = "àèìòù"
ON_SIGNS = "0123456789-/:;()£&@\"%+=*#!?"
WAYS = ("words", "cards", "feeling", "drawing")


class Person:
    """One person, in one language."""

    def __init__(self, page, texts, language="en", easy=False):
        self.page, self.texts, self.language, self.easy = page, texts, language, easy
        page.set_default_timeout(PATIENCE_MS)

    def t(self, key, **params):
        """A text of the screens, as it is shown."""
        strings = self.texts[self.language]
        text = (strings.get(f"{key}.easy") if self.easy else None) or strings[key]
        for name, value in params.items():
            text = text.replace("{%s}" % name, str(value))
        return text.replace("*", "")

    @property
    def main(self):
        """The part of the page that changes from screen to screen."""
        return self.page.get_by_role("main")

    @property
    def tools(self):
        """The toolbar that stands on every screen."""
        return self.page.get_by_role("complementary")

    def named(self, name, within=None, role="button"):
        """The button with these words, alone or with a smaller line under them."""
        place = within or self.main
        return place.get_by_role(role, name=name, exact=True).or_(
            place.get_by_role(role).filter(has=self.page.get_by_text(name, exact=True)))

    def press(self, key, within=None, **params):
        """Touches the button with this text."""
        self.named(self.t(key, **params), within).first.click()

    def tool(self, key):
        """Touches a tool of the toolbar."""
        self.settle()
        self.named(self.t(key), self.tools).click()

    def sees(self, key, **params):
        """The text stands on the screen, as its heading or elsewhere."""
        expect(self.page.get_by_text(self.t(key, **params), exact=True).filter(visible=True).first).to_be_visible(timeout=PATIENCE_MS)

    def at(self, key, **params):
        """The screen has this heading."""
        expect(self.main.get_by_role("heading", level=1)).to_have_text(self.t(key, **params), timeout=PATIENCE_MS)
        self.settle()

    def settle(self):
        """A screen that has just come takes nothing for half a second: a finger that comes down twice must not send."""
        self.page.wait_for_function("() => !document.querySelector('.settling')")

    def heading(self):
        """The screen's heading."""
        self.settle()
        return self.main.get_by_role("heading", level=1).inner_text()

    def arrive(self, kiosk, language=None):
        """Comes to the device, which stands there in the language of its site; chooses another one."""
        self.language = kiosk.now()["defaults"]["language"]
        self.page.goto(kiosk.url)
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        expect(self.main.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE_MS)
        if language not in (None, self.language):
            self.speak(language)
        return self

    def speak(self, language):
        """Chooses a language; each stands in its own words."""
        names = {"en": "English", "gd": "Gàidhlig", "sco": "Scots"}
        self.tool("tool.language")
        self.named(names[language]).click()
        self.language = language
        expect(self.page.locator("html")).to_have_attribute("lang", language)

    def begin(self, activity, prompt):
        """Chooses what to talk about: an activity by its place in the list (None when only one is shown), then a question."""
        if activity is not None:
            self.main.get_by_role("listitem").get_by_role("button").nth(activity).click()
        say = self.named(self.t("welcome.say"))
        choice = say.or_(self.main.get_by_role("listitem").get_by_role("button").nth(prompt))
        choice.first.click()
        self.at("promise.1.title")

    def promise(self):
        """Reads the promise to its end."""
        self.press("go.next")
        self.at("promise.2.title")
        self.press("go.next")
        self.at("promise.3.title")
        self.press("promise.on")
        self.at("ways.title")

    def choose(self, way):
        """Chooses how to say it."""
        self.press(f"{way}.label")
        expect(self.named(self.t("say.next"))).to_be_disabled()

    @property
    def keyboard(self):
        """The on-screen keyboard."""
        return self.main.get_by_role("group", name=self.t("keyboard.label"), exact=True)

    def key(self, name):
        """Touches a key, by what a screen reader calls it."""
        self.keyboard.get_by_role("button", name=name, exact=True).click()

    def type(self, text):
        """Types on the on-screen keyboard, key by key."""
        for sign in text:
            lower = sign.lower()
            on_signs = sign in ON_SIGNS
            if on_signs:
                self.key(f"123, {self.t('keyboard.signs')}")
            if sign != lower:
                self.key(self.t("keyboard.shift"))
            if lower in GRAVES and self.language != "gd":
                self.key(f"à, {self.t('keyboard.grave')}")
                plain = "aeiou"[GRAVES.index(lower)]
                # With the accent waiting, the keys show what they will type.
                self.key(sign if self.keyboard.get_by_role("button", name=sign, exact=True).count() else plain)
            elif sign == " ":
                self.key(self.t("keyboard.space"))
            elif sign in SIGNS:
                self.key(self.t(f"keyboard.sign.{SIGNS[sign]}"))
            else:
                self.key(sign)
            if on_signs:
                self.key(f"Aa, {self.t('keyboard.letters')}")

    @property
    def writing(self):
        """Where the words stand that are typed."""
        return self.main.get_by_role("textbox")

    def write(self, text):
        """Types on the on-screen keyboard, and sees the words."""
        self.type(text)
        expect(self.writing).to_have_value(text)

    def pick_cards(self, count):
        """Picks the first cards, and gives their texts."""
        cards = self.main.locator("button.card")
        texts = []
        for index in range(count):
            card = cards.nth(index)
            texts.append(card.inner_text().strip())
            card.click()
            expect(card).to_have_attribute("aria-pressed", "true")
        return texts

    def feel(self, level):
        """Picks a face."""
        face = self.main.get_by_role("radio", name=self.t(f"feeling.level.{level}"), exact=True)
        face.click()
        expect(face).to_be_checked()

    def draw(self, *strokes):
        """Draws lines on the sheet, in parts of its width and height."""
        box = self.main.get_by_role("img", name=self.t("drawing.sheet"), exact=True).bounding_box()
        at = lambda x, y: (box["x"] + x * box["width"], box["y"] + y * box["height"])
        mouse = self.page.mouse
        for first, *rest in strokes:
            mouse.move(*at(*first))
            mouse.down()
            for point in rest:
                mouse.move(*at(*point), steps=4)
            mouse.up()

    def next(self):
        """Goes on from the saying of it, keeping in what the device asks about."""
        self.press("say.next")
        look = self.t("look.title")
        heading = self.main.get_by_role("heading", level=1)
        expect(heading).to_have_text(re.compile(f"^({re.escape(look)}|{re.escape(self.t('check.title'))})$"))
        if heading.inner_text() != look:
            self.press("check.keep")
        self.at("look.title")

    def to_sending(self, about=None):
        """From looking at it again to the last step; `about` is the label chosen, None for rather not saying."""
        self.press("look.on")
        self.at("about.title")
        if about:
            self.named(about).click()
        else:
            self.press("about.skip")
        self.at("code.title")

    def send(self, code=False):
        """Sends it, and is thanked; gives the code if one was wanted."""
        self.press("code.with" if code else "code.without")
        self.at("thanks.title")
        if not code:
            return ""
        return re.sub(r"\D", "", "".join(self.main.locator(".digit-number").all_inner_texts()))

    def done(self):
        """Leaves."""
        self.press("thanks.done")
