"""When something is down the person sees something true and kind, and what they had typed is still there."""
import pytest
from playwright.sync_api import expect

# The smallest queue that kioskd takes; a few contributions fill it.
QUEUE_CAPACITY = 8
FILL_AT_MOST = 64


@pytest.fixture(autouse=True)
def there_again(kiosk):
    """A test that failed while kioskd was away does not take the next ones with it."""
    yield
    if kiosk.daemon.process is None:
        kiosk.daemon.start()


def writing(visit, kiosk, words, language="en"):
    person = visit(kiosk, language)
    person.begin(1, 0)
    person.promise()
    person.choose("words")
    person.write(words)
    return person


def about_to_send(visit, kiosk, words, language="en"):
    """Somebody at the last step before it is sent."""
    person = writing(visit, kiosk, words, language)
    person.next()
    person.to_sending()
    return person


def lose_first_answer(person):
    """kioskd takes the first contribution, and the page does not hear of it. Gives the list that its status comes into."""
    lost = []

    def lose(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort("connectionreset")

    person.page.route("**/api/contributions", lose)
    return lost


def fill(kiosk):
    """Gives contributions until the queue takes no more."""
    for number in range(FILL_AT_MOST):
        try:
            kiosk.ctl("capture", stdin=f"filling {number}")
        except RuntimeError:
            return
    pytest.fail(f"the queue is not full after {FILL_AT_MOST} contributions")


def test_the_store_is_down(visit, world, kiosk):
    """Nobody at the device notices: what is said is kept, and goes when the store is back."""
    world.store.end()
    try:
        person = writing(visit, kiosk, "said without a store")
        person.next()
        person.to_sending()
        person.send()
        person.done()
    finally:
        world.store.start()
    assert any(one.get("words") == "said without a store" for one in kiosk.arrived())


def test_the_queue_is_full(visit, world):
    """Who has begun is told so and keeps what they typed; who comes later meets a kind screen; then there is room again."""
    kiosk = world.kiosk("full", queue_capacity=QUEUE_CAPACITY)
    try:
        world.store.end()
        person = writing(visit, kiosk, "one too many")
        fill(kiosk)
        person.sees("notice.full")
        later = visit(kiosk, "gd")
        later.at("rest.full.title")
        person.next()
        person.to_sending()
        person.press("code.without")
        person.at("trouble.title")
        person.sees("trouble.full")
        person.sees("trouble.kept")
        world.store.start()
        kiosk.ctl("flush")
        person.press("trouble.again")
        person.at("thanks.title")
        later.at("welcome.title")
        assert sum(one.get("words") == "one too many" for one in kiosk.arrived()) == 1
    finally:
        if world.store.process is None:
            world.store.start()
        kiosk.daemon.end()


@pytest.mark.parametrize("language", ["en", "gd", "sco"])
def test_kioskd_is_killed_while_words_are_typed(visit, kiosk, language):
    """The page says so, keeps the words, lets the person type on, and sends them when kioskd is back."""
    words = f"kept over a crash {language}"
    person = writing(visit, kiosk, words, language)
    kiosk.daemon.kill()
    person.sees("notice.awayKept")
    person.type(" too")
    expect(person.writing).to_have_value(words + " too")
    kiosk.daemon.start()
    expect(person.page.get_by_text(person.t("notice.awayKept"), exact=True)).to_be_hidden()
    expect(person.writing).to_have_value(words + " too")
    person.next()
    person.to_sending()
    person.send()
    assert sum(one.get("words") == words + " too" for one in kiosk.arrived()) == 1


@pytest.mark.parametrize("language", ["en", "gd", "sco"])
def test_kioskd_is_away_when_it_is_sent(visit, kiosk, language):
    """The page says that there was no answer; then that nobody can know, and the person chooses to send it again."""
    words = f"sent to nobody {language}"
    person = about_to_send(visit, kiosk, words, language)
    kiosk.daemon.kill()
    person.press("code.without")
    person.at("trouble.lostTitle")
    person.sees("trouble.unreachable")
    kiosk.daemon.start()
    person.sees("trouble.doubt")
    person.settle()
    person.press("trouble.sendAgain")
    person.at("thanks.title")
    assert sum(one.get("words") == words for one in kiosk.arrived()) == 1


def test_a_try_again_meets_a_new_kioskd(visit, kiosk):
    """kioskd had it and was started anew before the page heard of it: it does not take it twice without a word."""
    person = about_to_send(visit, kiosk, "kept by the one before")
    lose_first_answer(person)
    # The page does not come to know that there is another kioskd.
    for path in ("events", "now"):
        person.page.route(f"**/api/{path}", lambda route: route.abort("connectionrefused"))
    person.press("code.without")
    person.at("trouble.lostTitle")
    kiosk.daemon.kill()
    kiosk.daemon.start()
    with person.page.expect_response("**/api/contributions") as answer:
        person.press("trouble.again")
    assert answer.value.status == 409
    person.sees("trouble.doubt")
    for path in ("events", "now"):
        person.page.unroute(f"**/api/{path}")
    person.settle()
    person.press("trouble.leave")
    person.at("welcome.title")
    assert sum(one.get("words") == "kept by the one before" for one in kiosk.arrived()) == 1


def test_why_another_try_is_refused_is_said(visit, kiosk):
    """Nobody can know of the first try; why the second was refused is known, and told."""
    person = about_to_send(visit, kiosk, "neither here nor there")
    kiosk.daemon.kill()
    person.press("code.without")
    person.at("trouble.lostTitle")
    kiosk.daemon.start()
    person.sees("trouble.doubt")
    person.settle()
    person.page.route("**/api/contributions", lambda route: route.fulfill(
        status=507, body='{"error":{"code":"full","message":""}}', content_type="application/json"))
    person.press("trouble.sendAgain")
    person.sees("trouble.full")
    person.sees("trouble.doubt")
    person.settle()
    person.page.unroute("**/api/contributions")
    person.press("trouble.sendAgain")
    person.at("thanks.title")


def test_all_streams_are_taken(visit, kiosk):
    """The page asks by itself, and follows all the same."""
    person = visit(kiosk)
    person.page.route("**/api/events", lambda route: route.fulfill(status=503, body="{}", content_type="application/json"))
    person.page.reload()
    person.at("welcome.title")
    kiosk.load_feedback()
    person.sees("welcome.feedback")
    expect(person.page.get_by_text(person.t("notice.away"), exact=True)).to_be_hidden()


def test_the_pages_are_renewed_with_kioskd(visit, kiosk):
    """Between two people: whoever writes is not interrupted, and the next one has pages that fit the daemon."""
    person = writing(visit, kiosk, "before the update")

    def renewed(route):
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "version": "99.0.0"})

    person.page.route("**/api/events", lambda route: route.fulfill(status=503, body="{}", content_type="application/json"))
    person.page.route("**/api/now", renewed)
    person.page.evaluate("() => { window.sameAsBefore = true; }")
    kiosk.daemon.end()
    kiosk.daemon.start()
    expect(person.page.get_by_text(person.t("notice.awayKept"), exact=True)).to_be_hidden()
    person.type(" too")
    expect(person.writing).to_have_value("before the update too")
    assert person.page.evaluate("() => window.sameAsBefore")
    person.tool("tool.rub")
    person.page.wait_for_function("() => !window.sameAsBefore")
    person.at("welcome.title")


def test_no_help_route_is_set(visit, world):
    """Talk to someone stands empty for nobody."""
    kiosk = world.kiosk("no route", help_route=None)
    try:
        person = visit(kiosk)
        person.tool("tool.talk")
        person.sees("talk.anyone")
        person.sees("talk.childline")
    finally:
        kiosk.daemon.end()


def test_the_code_is_not_lost_with_the_answer(visit, kiosk):
    """Whoever wanted to be able to take it back still can."""
    person = about_to_send(visit, kiosk, "heard, and the code with it")
    lose_first_answer(person)
    person.press("code.with")
    person.at("trouble.lostTitle")
    person.press("trouble.again")
    person.at("thanks.title")
    assert len(person.main.locator(".digit-number").all_inner_texts()) == 16


def test_the_answer_is_lost_after_it_was_kept(visit, kiosk):
    """kioskd has it and the answer does not come back: it is sent again as the same, and arrives once."""
    person = about_to_send(visit, kiosk, "heard but not answered")
    lost = lose_first_answer(person)
    person.press("code.without")
    person.at("trouble.lostTitle")
    person.sees("trouble.lost")
    assert lost == [200]
    person.press("trouble.again")
    person.at("thanks.title")
    assert sum(one.get("words") == "heard but not answered" for one in kiosk.arrived()) == 1


def test_there_is_no_pack(visit, world):
    """A device without a programme says so, and takes one up without a touch."""
    kiosk = world.kiosk("no pack", ready=False)
    try:
        person = visit(kiosk)
        person.at("rest.notReady.title")
        person.tool("tool.talk")
        person.at("talk.title")
        person.press("go.back")
        kiosk.enrol()
        kiosk.ctl("pack", "load", world.pack)
        person.at("welcome.title")
    finally:
        kiosk.daemon.end()
