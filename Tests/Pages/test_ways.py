"""Every way to say something, from the welcome to the thank-you, and what the coordinators open of it."""
import re

import pytest

from playwright.sync_api import expect

SENTENCES = {
    "en": "I'd like more time outside, please.",
    "gd": "Bu toil leam barrachd ùine a-muigh.",
    "sco": "I wad like mair time ootside, please.",
}
LANGUAGES = tuple(SENTENCES)
SIZES = ("800x480", "1920x1080")
# Words in all combinations; the other ways once in each language and at least once at each size.
SOME = (("en", "800x480"), ("gd", "1920x1080"), ("sco", "800x480"), ("en", "1920x1080"))
# The drop-in agenda of the pack: its second activity is the one for young people.
ACTIVITY, ACTIVITY_ID, PROMPT_IDS = 1, "drop-in-young-people", ("drop-in-good-help", "drop-in-feel-safe", "drop-in-works-well")

# All drawings go into one bucket, so that no drawing's size tells anything.
MOST_PNG_BYTES = 60_000

sent = []


def remember(**labels):
    """What the coordinators are to find in the end."""
    sent.append({"activity_id": ACTIVITY_ID, "rehearsal": False, "session_id": None, "group": None, **labels})


def begin(visit, kiosk, way, language, size, prompt=0):
    person = visit(kiosk, language, size)
    person.begin(ACTIVITY, prompt)
    person.promise()
    person.choose(way)
    return person


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_words(visit, kiosk, language, size):
    """Words typed on the on-screen keyboard."""
    person = begin(visit, kiosk, "words", language, size)
    words = f"{SENTENCES[language]} {len(sent)}"
    person.write(words)
    person.next()
    expect(person.main.get_by_text(words, exact=True)).to_be_visible()
    person.to_sending()
    person.send()
    remember(way="words", words=words, language=language, prompt_id=PROMPT_IDS[0], stakeholder_id=None)
    person.done()
    person.language = "en"
    person.at("welcome.title")


def test_words_in_abc_order_hidden_and_with_a_label(visit, kiosk):
    """The other layout, hidden while it is typed, with "I am…" and a code to take it back."""
    person = begin(visit, kiosk, "words", "en", "800x480", prompt=1)
    person.key(f"abc, {person.t('keyboard.abc')}")
    person.named(person.t("words.hide.long")).click()
    words = "A calm room. Quiet too"
    person.type(words)
    expect(person.writing).to_have_value(words)
    person.next()
    expect(person.main.get_by_text(words, exact=True)).to_have_attribute("aria-hidden", "true")
    person.named(person.t("words.show")).click()
    expect(person.main.get_by_text(words, exact=True)).to_have_attribute("aria-hidden", "false")
    person.to_sending(about="Children and Young People")
    code = person.send(code=True)
    assert len(code) == 16
    remember(way="words", words=words, language="en", prompt_id=PROMPT_IDS[1], stakeholder_id="children-and-young-people")


def test_words_typed_on_a_hardware_keyboard(visit, kiosk):
    """A hardware keyboard writes at once, without a touch before."""
    person = begin(visit, kiosk, "words", "en", "800x480", prompt=2)
    words = "Typed with real keys, and changed"
    person.page.keyboard.type(words + "!!")
    person.page.keyboard.press("Backspace")
    person.page.keyboard.press("Backspace")
    expect(person.writing).to_have_value(words)
    person.next()
    person.to_sending()
    person.send()
    remember(way="words", words=words, language="en", prompt_id=PROMPT_IDS[2], stakeholder_id=None)


def test_a_code_takes_it_back(visit, kiosk):
    """The code of the thank-you, typed in at the welcome, takes back what was said."""
    person = begin(visit, kiosk, "words", "en", "800x480")
    person.write("this goes back")
    person.next()
    person.to_sending()
    code = person.send(code=True)
    person.done()
    person.press("welcome.takeback")
    person.at("takeback.title")
    person.page.keyboard.type(code)
    person.press("takeback.go")
    person.sees("takeback.done")


@pytest.mark.parametrize("language,size", SOME)
def test_cards(visit, kiosk, language, size):
    """Three cards, and why."""
    person = begin(visit, kiosk, "cards", language, size)
    cards = person.pick_cards(3)
    person.press("cards.why.add")
    person.write(SENTENCES[language])
    person.press("words.done")
    person.next()
    for text in cards:
        expect(person.main.get_by_text(text, exact=True).first).to_be_visible()
    person.to_sending()
    person.send()
    remember(way="cards", language=language, prompt_id=PROMPT_IDS[0], stakeholder_id=None,
             cards=tuple(f"agenda.young-people/good-help/{one}" for one in ("someone-listens", "kind-and-no-shame", "know-what-i-have-been-through")),
             why=SENTENCES[language])


def test_a_fourth_card_is_swapped(visit, kiosk):
    """The fourth card is asked about; nothing is refused."""
    person = begin(visit, kiosk, "cards", "en", "1920x1080")
    person.pick_cards(3)
    fourth = person.main.locator("button.card").nth(3)
    text = fourth.inner_text().strip()
    fourth.click()
    person.sees("cards.swap.title")
    person.main.locator(".swap-list").get_by_role("button").first.click()
    person.next()
    expect(person.main.get_by_text(text, exact=True).first).to_be_visible()


@pytest.mark.parametrize("language,size", SOME)
def test_feeling(visit, kiosk, language, size):
    """A face, and why."""
    person = begin(visit, kiosk, "feeling", language, size)
    person.feel(4)
    person.press("feeling.why.add")
    person.write(SENTENCES[language])
    person.press("words.done")
    person.next()
    expect(person.main.get_by_text(person.t("feeling.level.4"), exact=True)).to_be_visible()
    person.to_sending()
    person.send()
    remember(way="feeling", feeling=4, why=SENTENCES[language], language=language, prompt_id=PROMPT_IDS[0], stakeholder_id=None)


@pytest.mark.parametrize("language,size", SOME)
def test_drawing(visit, kiosk, language, size):
    """A drawing, with words beside it; undo and put back before."""
    person = begin(visit, kiosk, "drawing", language, size)
    person.named(person.t("drawing.paint.blue")).click()
    person.draw([(0.2, 0.2), (0.8, 0.8)], [(0.8, 0.2), (0.2, 0.8)])
    person.named(person.t("drawing.undo")).click()
    person.named(person.t("drawing.redo")).click()
    person.press("drawing.describe")
    person.write(SENTENCES[language])
    person.press("words.done")
    person.next()
    image = person.main.get_by_role("img", name=SENTENCES[language], exact=True)
    expect(image).to_be_visible()
    assert image.evaluate("(image) => image.decode().then(() => image.naturalWidth > 100)")
    person.to_sending()
    person.send()
    remember(way="drawing", description=SENTENCES[language], language=language, prompt_id=PROMPT_IDS[0], stakeholder_id=None)


# The darkest of red, green and blue at a part of the width and height of the picture that is looked at again.
DARKEST_JS = """async (image, [x, y]) => {
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const paper = canvas.getContext('2d');
  paper.drawImage(image, 0, 0);
  return Math.min(...paper.getImageData(Math.round(x * canvas.width), Math.round(y * canvas.height), 1, 1).data.slice(0, 3));
}"""
INK, PAPER = 100, 250


def looked_at(person):
    """Asks the picture of the look for its darkness at a place."""
    person.at("look.title")
    image = person.main.get_by_role("img", name=person.t("drawing.alt"), exact=True)
    expect(image).to_have_attribute("src", re.compile("^blob:"))
    return lambda x, y: image.evaluate(DARKEST_JS, [x, y])


def line_under_way(person, y):
    """Draws a line over the sheet at this height, and does not lift the pen."""
    box = person.main.get_by_role("img", name=person.t("drawing.sheet"), exact=True).bounding_box()
    mouse = person.page.mouse
    mouse.move(box["x"] + 0.1 * box["width"], box["y"] + y * box["height"])
    mouse.down()
    mouse.move(box["x"] + 0.9 * box["width"], box["y"] + y * box["height"], steps=6)


def enter(person, button):
    """Presses a button from the keyboard, whatever a pointer does meanwhile."""
    expect(button).to_be_enabled()
    button.focus()
    person.page.keyboard.press("Enter")


def next_button(person):
    return person.named(person.t("say.next"))


def test_a_line_under_way_goes_along(visit, kiosk):
    """What stands on the sheet when Next is pressed is looked at and sent, although its finger was not lifted: the first, and another."""
    person = begin(visit, kiosk, "drawing", "en", "800x480")
    person.settle()
    line_under_way(person, 0.3)
    enter(person, next_button(person))
    at = looked_at(person)
    assert at(0.5, 0.3) < INK and at(0.5, 0.7) > PAPER
    person.page.mouse.up()
    person.press("look.change")
    person.settle()
    line_under_way(person, 0.7)
    enter(person, next_button(person))
    at = looked_at(person)
    assert at(0.5, 0.3) < INK and at(0.5, 0.7) < INK
    person.page.mouse.up()
    person.to_sending()
    sent_bodies = []
    person.page.on("request", lambda request: sent_bodies.append(request.post_data_json) if request.url.endswith("/api/contributions") else None)
    person.send()
    remember(way="drawing", language="en", prompt_id=PROMPT_IDS[0], stakeholder_id=None)
    person.page.goto("about:blank")
    person.page.set_content("<img>")
    image = person.page.locator("img")
    image.evaluate("(image, png) => { image.src = `data:image/png;base64,${png}`; }", sent_bodies[0]["content"]["png"])
    assert image.evaluate(DARKEST_JS, [0.5, 0.7]) < INK


def test_whatever_ends_a_line_it_is_kept_or_taken_back_whole(visit, kiosk):
    """The browser takes the pointer away; Undo, and a new sheet, come while the pen is down."""
    person = begin(visit, kiosk, "drawing", "en", "800x480")
    sheet = person.main.get_by_role("img", name=person.t("drawing.sheet"), exact=True)
    person.settle()
    person.draw([(0.1, 0.2), (0.9, 0.2)])
    enter(person, next_button(person))
    assert looked_at(person)(0.5, 0.2) < INK
    person.press("look.change")
    person.settle()
    line_under_way(person, 0.4)
    sheet.evaluate("(e) => { e.releasePointerCapture(1); }")
    person.page.mouse.move(5, 5, steps=3)
    line_under_way(person, 0.6)
    enter(person, person.named(person.t("drawing.undo")))
    person.page.mouse.move(60, 200, steps=3)
    person.page.mouse.up()
    enter(person, next_button(person))
    at = looked_at(person)
    assert at(0.5, 0.2) < INK and at(0.5, 0.4) < INK and at(0.5, 0.6) > PAPER
    person.press("look.change")
    person.settle()
    line_under_way(person, 0.8)
    enter(person, person.named(person.t("drawing.again")))
    person.page.mouse.move(60, 200, steps=3)
    person.page.mouse.up()
    person.press("drawing.again.yes")
    expect(next_button(person)).to_be_disabled()
    person.draw([(0.1, 0.5), (0.9, 0.5)])
    enter(person, next_button(person))
    at = looked_at(person)
    assert at(0.5, 0.5) < INK and at(0.5, 0.2) > PAPER and at(0.5, 0.8) > PAPER


# A number that is another for other pixels of the sheet.
SHEET_JS = """async (canvas) => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', data))].join();
}"""


def test_the_line_that_is_seen_is_the_line_that_is_sent(visit, kiosk):
    """A line that bends often, drawn piece by piece, stands on the sheet as it does when it is drawn anew as a whole."""
    person = begin(visit, kiosk, "drawing", "en", "800x480")
    person.settle()
    person.draw([(0.1 + 0.05 * step, 0.2 if step % 2 else 0.7) for step in range(16)])
    sheet = person.main.get_by_role("img", name=person.t("drawing.sheet"), exact=True)
    seen = sheet.evaluate(SHEET_JS)
    person.press("drawing.undo")
    assert sheet.evaluate(SHEET_JS) != seen
    person.press("drawing.redo")
    assert sheet.evaluate(SHEET_JS) == seen


@pytest.mark.parametrize("language,size", SOME[:3])
def test_drawing_described_instead(visit, kiosk, language, size):
    """Who does not draw says what they would draw; it arrives as words."""
    person = begin(visit, kiosk, "drawing", language, size)
    person.press("drawing.describe")
    words = f"{SENTENCES[language]} {len(sent)}"
    person.write(words)
    person.press("words.done")
    person.next()
    person.to_sending()
    person.send()
    remember(way="words", words=words, language=language, prompt_id=PROMPT_IDS[0], stakeholder_id=None)


def test_everything_arrived_with_its_labels(kiosk, world):
    """After a flush the coordinators open all that the tests above sent, with its labels; nothing that was taken back."""
    if not sent:
        pytest.skip("nothing was sent by the tests before this one")
    collected = kiosk.arrived()
    lost = [one for one in sent if not any(one.items() <= {**each, "cards": tuple(each.get("cards") or ())}.items() for each in collected)]
    assert not lost, f"not found: {lost}\ncollected: {collected}"
    assert not any(one.get("words") == "this goes back" for one in collected)
    for drawing in (one["drawing"] for one in collected if one["way"] == "drawing"):
        picture = world.collected(drawing)
        assert picture.startswith(b"\x89PNG\r\n\x1a\n") and len(picture) <= MOST_PNG_BYTES


@pytest.mark.parametrize("language", ["en", "gd", "sco"])
def test_what_was_begun_in_another_way_is_not_lost_without_a_word(visit, kiosk, language):
    """The tile says so, and so does the looking again: one way is sent."""
    person = visit(kiosk, language)
    person.begin(1, 0)
    person.promise()
    person.choose("words")
    person.write("begun only")
    person.press("go.back")
    person.at("ways.title")
    expect(person.named(person.t("words.label"))).to_contain_text(person.t("ways.begun"))
    person.choose("feeling")
    person.feel(4)
    person.next()
    person.sees("look.leftOut")
    person.press("look.change")
    person.press("go.back")
    person.at("ways.title")
    person.named(person.t("words.label")).click()
    expect(person.writing).to_have_value("begun only")
