"""A walk through every screen, in an order that a person could take. It stops at each: `for name in tour(person, kiosk): look(person.page)`.

The kiosk's own settings (language, size, contrast) are the walk's, so that they hold over its several people.
"""
import json
import re

from playwright.sync_api import expect

from world import AGENDA

# A dialog that has just come takes nothing for half a second.
DIALOG_SETTLES_MS = 700

LONG = ("I would like someone to tell me sooner when a plan changes, and to ask me first. "
        "My friends matter too. Ring Jamie Fraser on 0131 496 0123.")


def arrive(person, kiosk):
    """Comes to the device as its site has set it."""
    person.page.goto(kiosk.url)
    expect(person.page.locator("html")).to_have_attribute("lang", person.language)
    person.at("welcome.title")


def tour(person, kiosk):
    """All screens that every kiosk can show."""
    kiosk.close()
    arrive(person, kiosk)
    yield "welcome"
    yield from doors(person, kiosk)
    yield from way_through(person, kiosk)
    yield from other_ways(person)
    yield from sessions(person, kiosk)
    yield from warned(person, kiosk)


def doors(person, kiosk):
    """What stands beside the way through."""
    person.tool("tool.talk")
    person.at("talk.title")
    yield "talk"
    if kiosk.now()["canCallStaff"]:
        person.press("talk.call")
        person.sees("talk.called")
        yield "talk-called"
    person.press("go.back")
    person.tool("tool.language")
    person.at("language.title")
    yield "language"
    person.press("go.back")
    person.press("welcome.takeback")
    person.at("takeback.title")
    yield "take-back"
    person.page.keyboard.type("9012345678901234")
    yield "take-back-typed"
    person.press("takeback.go")
    person.sees("takeback.unknown")
    yield "take-back-unknown"
    person.press("go.back")
    person.press("welcome.promises")
    person.sees("promises.keepTitle")
    yield "promises"
    person.press("go.back")
    kiosk.load_feedback()
    person.sees("welcome.feedback")
    yield "welcome-feedback"
    person.press("welcome.feedback")
    person.at("feedback.title")
    yield "feedback"
    person.press("go.back")


def chosen(person, way):
    """From the welcome to one of the ways."""
    person.begin(1, 0)
    person.promise()
    person.choose(way)


def way_through(person, kiosk):
    """From the welcome to the thank-you with words, nearly back out again, over failures, with a code."""
    person.main.get_by_role("listitem").get_by_role("button").nth(1).click()
    yield "questions"
    person.main.get_by_role("listitem").get_by_role("button").first.click()
    for bite in (1, 2, 3):
        person.at(f"promise.{bite}.title")
        yield f"promise-{bite}"
        person.press("go.next" if bite < 3 else "promise.on")
    person.at("ways.title")
    yield "ways"
    person.choose("words")
    yield "words"
    person.key(f"123, {person.t('keyboard.signs')}")
    yield "words-signs"
    person.key(f"Aa, {person.t('keyboard.letters')}")
    person.writing.fill(LONG)
    yield "words-typed"
    yield from nearly_back_out(person)
    person.press("say.next")
    person.at("check.title")
    yield "check"
    person.press("check.keep")
    person.at("look.title")
    yield "look-words"
    person.press("look.on")
    person.at("about.title")
    yield "about"
    person.press("about.skip")
    person.at("code.title")
    yield "code"
    body = json.dumps({"error": {"code": "full", "message": "full"}})
    person.page.route("**/api/contributions", lambda route: route.fulfill(status=507, body=body, content_type="application/json"))
    person.press("code.with")
    person.at("trouble.title")
    yield "trouble"
    person.page.unroute("**/api/contributions")
    yield from lost(person, kiosk)
    person.press("trouble.sendAgain")
    person.at("thanks.title")
    yield "thanks-code"
    person.done()


def nearly_back_out(person):
    """Back to before the question, and in again when the device asks."""
    person.press("go.back")
    person.at("ways.title")
    for bite in (3, 2, 1):
        person.press("go.back")
        person.at(f"promise.{bite}.title")
    person.press("go.back")
    person.at("leave.title")
    yield "leave"
    person.press("leave.stay")
    person.at("promise.1.title")
    person.promise()
    person.press("words.label")
    expect(person.writing).to_have_value(LONG)
    person.settle()


def lost(person, kiosk):
    """The answer does not come, nor after another try; then kioskd is started anew, and nobody can know."""
    person.page.route("**/api/contributions", lambda route: route.abort("connectionreset"))
    person.press("trouble.again")
    person.at("trouble.lostTitle")
    person.sees("trouble.lost")
    yield "trouble-lost"
    person.page.unroute("**/api/contributions")
    kiosk.daemon.end()
    person.sees("trouble.unreachable")
    yield "trouble-unreachable"
    kiosk.daemon.start()
    person.sees("trouble.doubt")
    person.settle()
    yield "trouble-doubt"


def other_ways(person):
    """Cards, a feeling, a drawing; the plain thank-you."""
    chosen(person, "cards")
    yield "cards"
    person.pick_cards(2)
    yield "cards-picked"
    person.press("cards.why.add")
    person.writing.fill("They help me every day.")
    yield "cards-why"
    person.press("words.done")
    while person.main.locator("button.card[aria-pressed=true]").count() + person.main.locator(".picked").count() < 6:
        free = person.main.locator("button.card[aria-pressed=false]")
        if free.count():
            free.first.click()
        if person.main.locator(".swap-list").count() or person.main.locator(".picked").count() == 3:
            break
        if not free.count():
            person.press("cards.after")
    if not person.main.locator(".swap-list").count():
        while not person.main.locator("button.card[aria-pressed=false]").count():
            person.press("cards.after")
        person.main.locator("button.card[aria-pressed=false]").first.click()
    person.sees("cards.swap.title")
    yield "cards-swap"
    person.press("cards.swap.keep")
    person.next()
    yield "look-cards"
    person.tool("tool.rub")
    chosen(person, "feeling")
    yield "feeling"
    person.feel(2)
    person.press("feeling.why.add")
    person.writing.fill("It was a long day.")
    yield "feeling-why"
    person.press("words.done")
    yield "feeling-picked"
    person.next()
    yield "look-feeling"
    person.tool("tool.rub")
    chosen(person, "drawing")
    yield "drawing"
    person.draw([(0.15, 0.8), (0.4, 0.3), (0.6, 0.65), (0.85, 0.2)], [(0.2, 0.2), (0.3, 0.25)])
    person.named(person.t("drawing.paint.green")).click()
    person.draw([(0.1, 0.9), (0.9, 0.9)])
    yield "drawing-drawn"
    person.named(person.t("drawing.again")).click()
    yield "drawing-again"
    person.press("drawing.again.no")
    person.press("drawing.describe")
    person.writing.fill("A hill and a sun")
    yield "drawing-words"
    person.press("words.done")
    person.next()
    yield "look-drawing"
    person.tool("tool.rub")
    chosen(person, "words")
    person.writing.fill("Thank you for asking")
    person.next()
    person.to_sending()
    person.send()
    yield "thanks"
    person.done()


def sessions(person, kiosk):
    """What a session shows, and what it says to somebody who has begun."""
    kiosk.session("rehearse", AGENDA)
    person.at("rest.soon.title")
    yield "session-soon"
    for activity, name in (("yp-welcome", "session-nothing-asked"), ("yp-sharing", "session-one-question"), ("yp-reflection", "session-three-questions")):
        kiosk.session("goto", activity)
        settled(person, kiosk)
        yield name
    kiosk.session("pause")
    person.at("rest.paused.title")
    yield "session-paused"
    kiosk.session("resume")
    kiosk.session("break", "15m")
    person.at("rest.break.title")
    yield "session-break"
    kiosk.session("resume")
    kiosk.session("group", "2")
    kiosk.session("goto", "yp-breakout")
    settled(person, kiosk)
    person.sees("notice.group", group=2)
    yield "session-group"
    person.begin(None, 0)
    person.promise()
    person.choose("words")
    person.writing.fill("Somebody to talk with at school")
    kiosk.session("goto", "yp-reflection")
    person.sees("notice.moved")
    yield "words-moved-on"
    person.next()
    yield "look-few"
    person.tool("tool.rub")
    kiosk.session("lock")
    expect(person.main.get_by_role("heading", level=1)).to_have_text(re.compile("."))
    expect(person.main.get_by_text(person.t("welcome.late")).or_(person.main.get_by_text(person.t("welcome.lockedLead"))).first).to_be_visible()
    yield "session-locked"
    kiosk.session("close")
    kiosk.session("group", "none")
    person.at("welcome.title")


def settled(person, kiosk):
    """The activity that is on is shown."""
    title = kiosk.now()["activities"][0]["title"]
    expect(person.main.get_by_role("heading", level=1)).to_contain_text(title.get(person.language) or title["en"])


def warned(person, kiosk):
    """The warning that everything is about to be rubbed out. The page's clock is put forward to it."""
    chosen(person, "words")
    person.writing.fill("Left alone")
    person.page.clock.install()
    person.page.keyboard.press("Shift")
    person.page.clock.fast_forward((kiosk.now()["defaults"]["idleSeconds"] + 1) * 1000)
    expect(person.page.get_by_role("dialog")).to_be_visible()
    yield "warning"
    person.page.wait_for_timeout(DIALOG_SETTLES_MS)
    person.page.get_by_role("dialog").get_by_role("button", name=person.t("idle.gone"), exact=True).click()
    person.at("welcome.title")


def tour_of_rest(person, empty):
    """What a kiosk shows that has no programme yet, and one whose daemon does not answer."""
    person.page.goto(empty.url)
    person.at("rest.notReady.title")
    yield "rest-not-ready"
    person.page.route("**/api/**", lambda route: route.abort())
    person.page.goto(empty.url)
    person.at("rest.connecting.title")
    yield "rest-connecting"
    person.page.unroute("**/api/**")
