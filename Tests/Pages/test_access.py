"""Who sees little, uses a keyboard or a switch, or has a small screen gets everything: axe-core, sizes and keys on every screen."""
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import expect

from person import Person
from tour import arrive, tour, tour_of_rest

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa"]
# axe-core leaves these out unless they are asked for.
ALSO = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
LEAST_TEXT_PX = 18
LEAST_TARGET_PX = 44
# A part of a pixel is lost where the browser rounds.
ROUNDING_PX = 0.5
MOST_STOPS = 150

THEMES = ("light", "dark", "high")

# What is wrong with sizes on the screen as it stands.
SIZES_JS = """([leastText, leastTarget, rounding]) => {
  const wrong = [];
  const name = (e) => `${e.tagName.toLowerCase()}.${(e.getAttribute('class') ?? '').split(' ').join('.')} "${(e.textContent || e.getAttribute('aria-label') || '').trim().slice(0, 40)}"`;
  const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !e.closest('.visually-hidden');
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) wrong.push(`the page is ${root.scrollWidth} wide`);
  if (root.scrollHeight > innerHeight) wrong.push(`the page is ${root.scrollHeight} high`);
  for (const e of document.querySelectorAll('body *')) {
    if (!shown(e)) continue;
    const box = e.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) || e.matches('textarea, input');
    const size = parseFloat(getComputedStyle(e).fontSize);
    if (own && size < leastText - 0.01) wrong.push(`text of ${size} px: ${name(e)}`);
    if (e.matches('button, [role=button], [role=radio], [role=switch], a[href], textarea, input, select')
        && (box.width < leastTarget - rounding || box.height < leastTarget - rounding)) {
      wrong.push(`target of ${box.width.toFixed(1)} × ${box.height.toFixed(1)}: ${name(e)}`);
    }
    if (own && !e.closest('svg') && (box.right > innerWidth + 1 || box.left < -1)) wrong.push(`beside the screen: ${name(e)}`);
    const style = getComputedStyle(e);
    if (style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis' && !e.matches('textarea') && e.scrollWidth > e.clientWidth + 1) {
      wrong.push(`wider than its place by ${e.scrollWidth - e.clientWidth}: ${name(e)}`);
    }
    if (e.matches('button') && e.scrollWidth > e.clientWidth + 1 && style.overflowX === 'visible') wrong.push(`text over the edge of ${name(e)}`);
  }
  return [...new Set(wrong)];
}"""

# Everything that can be used on the screen as it stands, each with a mark to know it by.
USABLE_JS = """() => {
  const modal = document.querySelector('dialog[open]');
  const all = [...(modal ?? document.body).querySelectorAll('button, textarea, input, [role=radio], [role=switch], a[href]')]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && !e.closest('[inert]'));
  all.forEach((e, index) => { e.dataset.stop = String(index); });
  return all.map((e) => ({
    stop: e.dataset.stop, name: `${e.getAttribute('aria-label') || e.textContent.trim().slice(0, 40)}`,
    roving: e.tabIndex < 0 ? Boolean(e.closest('.keyboard')) : null,
  }));
}"""

FOCUSED_JS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e);
  const ring = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
  return { stop: e.dataset.stop ?? null, ring, name: e.getAttribute('aria-label') || e.textContent.trim().slice(0, 40), tag: e.tagName };
}"""


@pytest.fixture(scope="module")
def axe():
    """The source of axe-core."""
    found = find_spec("axe_playwright_python")
    if not found:
        pytest.skip("axe-playwright-python is not installed: pip install --no-deps -r Tests/Pages/requirements.txt")
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text() + "\n;0"


@pytest.fixture(scope="module")
def kiosks(world):
    """A kiosk for each set of colours, and one without a programme, started when first asked for."""
    started = {}

    def get(name):
        if name not in started:
            started[name] = world.kiosk(f"access {name}", ready=name != "empty", **({"contrast": name} if name in THEMES else {}))
        return started[name]

    yield get
    for one in started.values():
        one.daemon.end()


def violations(page, axe):
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe)
    return page.evaluate("""async ([tags, rules]) => {
      const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags }, rules, resultTypes: ['violations'] });
      return violations.map((v) => `${v.id}: ${v.nodes.slice(0, 4).map((n) => `${n.target.join(' ')} (${(n.any[0] ?? n.all[0] ?? n.none[0])?.message ?? ''})`).join(' | ')}`);
    }""", [TAGS, ALSO])


def sizes(page):
    return page.evaluate(SIZES_JS, [LEAST_TEXT_PX, LEAST_TARGET_PX, ROUNDING_PX])


def unreachable(page):
    """What Tab does not come to, or comes to without a ring around it. The keys of the keyboard are one stop until one is pressed."""
    usable = page.evaluate(USABLE_JS)
    wanted = {one["stop"] for one in usable if one["roving"] is None}
    seen, problems = set(), []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED_JS)
        if here is None:
            continue
        if here["stop"] in seen and wanted <= seen:
            break
        if here["stop"] not in seen and not here["ring"]:
            problems.append(f"no ring around {here['name']}")
        seen.add(here["stop"])
    # A button that shows where there is more goes when Tab has come to the end of it.
    there = page.evaluate("() => [...document.querySelectorAll('[data-stop]')].filter((e) => e.checkVisibility()).map((e) => e.dataset.stop)")
    problems += [f"Tab does not come to {one['name']}" for one in usable if one["roving"] is None and one["stop"] in there and one["stop"] not in seen]
    return problems + [f"no key comes to {one['name']}" for one in usable if one["roving"] is False]


def walk(person, steps, *checks):
    problems = []
    for name in steps:
        person.page.wait_for_timeout(250)
        for check in checks:
            problems += [f"{name}: {one}" for one in check(person.page)]
    return problems


def test_the_looking_finds(open_page, axe):
    """The looking itself: it finds what is wrong on a page that is made wrong on purpose."""
    page = open_page()
    page.set_content("""<!doctype html><html lang="en"><title>wrong</title><main><h1>Wrong</h1>
      <p style="color: #666; background: #fff">under 7 to 1, over 4.5 to 1</p><p style="font-size: 12px; width: 900px">small</p>
      <button style="width: 20px; height: 20px; outline: none; border: 0">x</button><button tabindex="-1" style="width: 60px; height: 60px">never</button></main>""")
    found = " ".join(violations(page, axe))
    assert "color-contrast-enhanced" in found
    wrong = " ".join(sizes(page))
    assert "text of 12 px" in wrong and "target of 20.0" in wrong and "the page is" in wrong
    lost = " ".join(unreachable(page))
    assert "no key comes to never" in lost and "no ring around x" in lost


@pytest.mark.parametrize("theme", THEMES)
def test_every_screen_in_every_colours(open_page, texts, kiosks, axe, theme):
    """axe-core finds nothing, text and targets are large enough, nothing is wider than the screen."""
    page = open_page("800x480")
    person = Person(page, texts)
    problems = walk(person, tour(person, kiosks(theme)), lambda one: violations(one, axe), sizes)
    problems += walk(person, tour_of_rest(person, kiosks("empty")), lambda one: violations(one, axe), sizes) if theme == "light" else []
    assert not problems, "\n" + "\n".join(problems)


@pytest.mark.parametrize("size", ["480x800", "1920x1080"])
def test_every_screen_at_other_sizes(open_page, texts, kiosks, axe, size):
    person = Person(open_page(size), texts)
    problems = walk(person, tour(person, kiosks("light")), lambda one: violations(one, axe), sizes)
    assert not problems, "\n" + "\n".join(problems)


@pytest.mark.parametrize("size", ["800x480", "480x800"])
@pytest.mark.parametrize("language", ["gd", "sco"])
def test_longer_languages_fit(open_page, texts, world, language, size):
    kiosk = world.kiosk(f"access {language} {size}", language=language)
    try:
        person = Person(open_page(size), texts, language)
        problems = walk(person, tour(person, kiosk), sizes)
        assert not problems, "\n" + "\n".join(problems)
    finally:
        kiosk.daemon.end()


@pytest.mark.parametrize("size", ["800x480", "480x800"])
def test_the_largest_text_fits(open_page, texts, world, size):
    kiosk = world.kiosk(f"access xl {size}", text_size="xl")
    try:
        person = Person(open_page(size), texts)
        problems = walk(person, tour(person, kiosk), sizes)
        assert not problems, "\n" + "\n".join(problems)
    finally:
        kiosk.daemon.end()


def test_tab_comes_to_everything(open_page, texts, kiosks):
    """On every screen Tab comes to everything that can be used, and shows where it is."""
    person = Person(open_page("800x480"), texts)
    problems = walk(person, tour(person, kiosks("light")), unreachable)
    assert not problems, "\n" + "\n".join(problems)


class Keys:
    """Somebody who uses nothing but keys."""

    def __init__(self, person):
        self.person, self.page = person, person.page

    def to(self, locator):
        """Goes with Tab until it is there."""
        self.person.settle()
        for _ in range(MOST_STOPS):
            if locator.evaluate("(e) => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"Tab does not come to {locator}")

    def use(self, key, key_name="Enter", within=None):
        """Goes to the button with this text, and presses it."""
        button = self.person.named(self.person.t(key), within).first
        expect(button).to_be_visible()
        self.to(button)
        self.page.keyboard.press(key_name)

    def begin(self, way):
        person = self.person
        activity = person.main.get_by_role("listitem").get_by_role("button").nth(1)
        expect(activity).to_be_visible()
        self.to(activity)
        self.page.keyboard.press("Enter")
        expect(person.main.get_by_role("listitem").get_by_role("button")).not_to_have_count(3)
        self.to(person.main.get_by_role("listitem").get_by_role("button").first)
        self.page.keyboard.press("Enter")
        for bite in (1, 2, 3):
            person.at(f"promise.{bite}.title")
            self.use("go.next" if bite < 3 else "promise.on", "Space")
        person.at("ways.title")
        self.use(f"{way}.label")

    def finish(self):
        person = self.person
        self.use("say.next")
        person.at("look.title")
        self.use("look.on")
        person.at("about.title")
        self.use("about.skip")
        person.at("code.title")

    def send(self):
        self.finish()
        self.use("code.without")
        self.person.at("thanks.title")
        self.use("thanks.done")
        self.person.at("welcome.title")


@pytest.fixture
def keys(open_page, texts, kiosks):
    person = Person(open_page("800x480"), texts)
    arrive(person, kiosks("light"))
    return Keys(person)


def test_words_by_keys_alone(keys):
    """The on-screen keyboard with arrows; then the whole way."""
    keys.begin("words")
    first = keys.person.keyboard.get_by_role("button", name="q", exact=True)
    keys.to(first)
    for press in ("Enter", "ArrowRight", "Enter", "ArrowDown", "Enter", "ArrowLeft", "Space"):
        keys.page.keyboard.press(press)
    expect(keys.person.writing).to_have_value("qwsa")
    keys.send()


def stops(keys):
    """The keys of the on-screen keyboard that Tab comes to."""
    return keys.person.keyboard.locator(".key[tabindex='0']")


def test_a_word_by_two_switches(keys):
    """Tab and Enter alone come to every key, also where the keys change, and out of the keyboard again."""
    person = keys.person
    keys.begin("words")

    def key(name):
        return person.keyboard.get_by_role("button", name=name, exact=True)

    def press(name, key_name="Enter"):
        keys.to(key(name))
        keys.page.keyboard.press(key_name)

    expect(stops(keys)).to_have_count(1)
    press("q")
    press(person.t("keyboard.backspace"))
    press(person.t("keyboard.shift"), "Space")
    expect(key(person.t("keyboard.shift"))).to_be_focused()
    press("H")
    expect(key("h")).to_be_focused()
    press("e")
    press("y", "Space")
    expect(person.writing).to_have_value("Hey")
    press(f"123, {person.t('keyboard.signs')}")
    expect(key(f"Aa, {person.t('keyboard.letters')}")).to_be_focused()
    assert stops(keys).count() == person.keyboard.get_by_role("button").count()
    press("7")
    expect(person.writing).to_have_value("Hey7")
    keys.use("say.next")
    person.at("look.title")


def test_every_key_is_a_stop_after_the_first_press(keys):
    """What is pressed with Enter may be all that somebody has; an arrow key shows that there is more."""
    keys.begin("words")
    keys.to(keys.person.keyboard.get_by_role("button", name="q", exact=True))
    keys.page.keyboard.press("Enter")
    problems = unreachable(keys.page)
    assert not problems, "\n".join(problems)
    assert stops(keys).count() == keys.person.keyboard.get_by_role("button").count()
    keys.to(keys.person.keyboard.get_by_role("button", name="w", exact=True))
    keys.page.keyboard.press("ArrowRight")
    expect(keys.person.keyboard.get_by_role("button", name="e", exact=True)).to_be_focused()
    expect(stops(keys)).to_have_count(1)


def test_the_keyboard_is_one_tab_for_who_has_a_keyboard(keys):
    """Who types on real keys is past the keys of the screen with one Tab."""
    person = keys.person
    keys.begin("words")
    keys.to(person.writing)
    keys.page.keyboard.type("typed")
    keys.to(person.keyboard.get_by_role("button", name="q", exact=True))
    keys.page.keyboard.press("Tab")
    assert not person.keyboard.evaluate("(e) => e.contains(document.activeElement)")
    expect(person.writing).to_have_value("typed")


def test_a_face_by_two_switches(keys):
    """Tab comes to each face, and Enter chooses it."""
    person = keys.person
    keys.begin("feeling")
    good = person.main.get_by_role("radio", name=person.t("feeling.level.4"), exact=True)
    keys.to(good)
    expect(person.main.get_by_role("radio", checked=True)).to_have_count(0)
    keys.page.keyboard.press("Enter")
    expect(good).to_be_checked()
    expect(good).to_be_focused()
    keys.finish()


def test_the_palette_by_two_switches(keys):
    """Every paint, pen and step of the drawing that can be used is a stop of its own."""
    person = keys.person
    keys.begin("drawing")
    expect(person.main.get_by_role("img", name=person.t("drawing.sheet"), exact=True)).to_be_visible()
    person.settle()
    person.draw([(0.2, 0.2), (0.8, 0.8)])
    tools = person.main.locator("button.pen-tool:enabled")
    assert tools.count() > 10
    for index in range(tools.count()):
        expect(tools.nth(index)).to_have_js_property("tabIndex", 0)
    green = person.named(person.t("drawing.paint.green"))
    keys.to(green)
    keys.page.keyboard.press("Enter")
    expect(green).to_have_attribute("aria-pressed", "true")
    expect(green).to_be_focused()


def test_cards_by_keys_alone(keys):
    keys.begin("cards")
    keys.to(keys.person.main.locator("button.card").first)
    keys.page.keyboard.press("Space")
    expect(keys.person.main.locator("button.card").first).to_have_attribute("aria-pressed", "true")
    keys.finish()


def test_feeling_by_keys_alone(keys):
    keys.begin("feeling")
    keys.to(keys.person.main.get_by_role("radio").first)
    keys.page.keyboard.press("ArrowRight")
    expect(keys.person.main.get_by_role("radio").nth(1)).to_be_checked()
    keys.finish()


def test_a_drawing_described_by_keys_alone(keys):
    """Drawing has its alternative: words."""
    keys.begin("drawing")
    keys.use("drawing.describe")
    keys.to(keys.person.writing)
    keys.page.keyboard.type("a boat")
    keys.use("words.done")
    keys.send()


def test_the_doors_by_keys_alone(keys):
    """Talk to someone, the language and Rub it out now are there for keys as well; Escape goes back."""
    person = keys.person
    keys.use("tool.talk", within=person.tools)
    person.at("talk.title")
    keys.person.settle()
    keys.page.keyboard.press("Escape")
    person.at("welcome.title")
    keys.use("tool.language", within=person.tools)
    person.at("language.title")
    keys.to(person.named("Scots"))
    keys.person.settle()
    keys.page.keyboard.press("Enter")
    person.language = "sco"
    person.at("welcome.title")
    keys.use("tool.rub", within=person.tools)
    person.language = "en"
    person.at("welcome.title")
