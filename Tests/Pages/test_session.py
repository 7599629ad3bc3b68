"""While a session is on the pages follow it live; whoever has begun may finish in the activity in which they began."""
import re

import pytest
from playwright.sync_api import expect

from world import AGENDA


@pytest.fixture(autouse=True)
def between(kiosk):
    """No session is left to the next test."""
    yield
    kiosk.close()
    kiosk.session("group", "none")


def title(person, kiosk):
    """The heading is the title of the activity that is on."""
    activity = kiosk.now()["activities"][0]
    heading = activity["title"].get(person.language) or activity["title"]["en"]
    expect(person.main.get_by_role("heading", level=1)).to_contain_text(heading)


def test_it_follows_a_rehearsal_from_the_start_to_the_end(visit, kiosk):
    people = [visit(kiosk, language) for language in ("en", "gd", "sco")]
    everybody = lambda key, **params: [person.at(key, **params) for person in people]
    kiosk.session("rehearse", AGENDA)
    everybody("rest.soon.title")
    for person in people:
        person.sees("notice.practice")
    kiosk.session("next")
    for person in people:
        title(person, kiosk)
    kiosk.session("goto", "yp-reflection")
    for person in people:
        title(person, kiosk)
        expect(person.main.get_by_role("listitem").get_by_role("button")).to_have_count(3)
    kiosk.session("pause")
    everybody("rest.paused.title")
    kiosk.session("resume")
    for person in people:
        title(person, kiosk)
    kiosk.session("break", "15m")
    everybody("rest.break.title")
    back_at = kiosk.now()["session"]["backAt"]
    assert re.fullmatch(r"\d\d:\d\d", back_at)
    for person in people:
        person.sees("rest.break.backAt", time=back_at)
    kiosk.session("resume")
    for person in people:
        title(person, kiosk)
    kiosk.session("goto", "yp-break")
    everybody("rest.break.title")
    kiosk.session("goto", "yp-reflection")
    kiosk.session("lock")
    for person in people:
        expect(person.main.get_by_text(person.t("welcome.late")).or_(person.main.get_by_text(person.t("welcome.lockedLead"))).first).to_be_visible()
    kiosk.session("close")
    everybody("welcome.title")


def test_an_open_session_says_nothing_of_practice(visit, kiosk, world):
    person = visit(kiosk)
    kiosk.session("test", "--key", world.key)
    kiosk.session("open", AGENDA)
    person.at("rest.soon.title")
    kiosk.session("goto", "yp-good-help")
    title(person, kiosk)
    expect(person.page.get_by_text(person.t("notice.practice"), exact=True)).to_be_hidden()


@pytest.mark.parametrize("change", ["next", "pause", "break", "lock", "close"])
def test_who_has_begun_may_finish(visit, kiosk, change):
    """The words go to the activity in which they were begun, whatever the room does meanwhile."""
    kiosk.session("rehearse", AGENDA)
    kiosk.session("goto", "yp-sharing")
    person = visit(kiosk)
    person.begin(None, 0)
    person.promise()
    person.choose("words")
    words = f"begun before {change}"
    person.write(words)
    kiosk.session(change, *(["10m"] if change == "break" else []))
    # A locked session still takes late reflections on what it has visited, so nothing has moved on.
    if change != "lock":
        person.sees("notice.moved")
    expect(person.writing).to_have_value(words)
    person.next()
    person.to_sending()
    person.send()
    person.done()
    found = [one for one in kiosk.arrived() if one.get("words") == words]
    assert [(one["activity_id"], one["prompt_id"], one["rehearsal"]) for one in found] == [("yp-sharing", "yp-what-good-help-means", True)]


def test_who_has_begun_nothing_goes_along(visit, kiosk):
    """On the promise nothing is lost by going along: the new question comes, and is said to be new."""
    kiosk.session("rehearse", AGENDA)
    kiosk.session("goto", "yp-sharing")
    person = visit(kiosk)
    person.begin(None, 0)
    kiosk.session("goto", "yp-final-thoughts")
    title(person, kiosk)
    person.sees("notice.changed")


def test_the_group_is_shown_and_where_it_is_small_it_is_said(visit, kiosk):
    """In a group the device shows which; before sending it says how few could have said it, and offers the whole room."""
    kiosk.session("rehearse", AGENDA)
    kiosk.session("group", "2")
    kiosk.session("goto", "yp-breakout")
    person = visit(kiosk)
    person.sees("notice.group", group=2)
    person.begin(None, 0)
    person.promise()
    person.choose("words")
    person.write("from group two")
    person.next()
    person.sees("look.fewUnknown", group=2)
    person.to_sending()
    person.send()
    person.done()
    found = next(one for one in kiosk.arrived() if one.get("words") == "from group two")
    assert (found["group"], found["box_id"]) == ("2", "2")


@pytest.mark.parametrize("people,key", [(1, "look.fewOne"), (4, "look.few"), (12, None)])
def test_how_many_could_have_said_it(visit, kiosk, people, key):
    """Where staff have said how many are in the group, the device says it; from ten on it says nothing."""
    kiosk.session("rehearse", AGENDA)
    kiosk.session("group", "4", "--people", people)
    kiosk.session("goto", "yp-breakout")
    person = visit(kiosk)
    person.begin(None, 0)
    person.promise()
    person.choose("feeling")
    person.feel(5)
    person.next()
    if key:
        person.sees(key, people=people, group=4)
    expect(person.main.get_by_role("switch")).to_have_count(1 if key else 0)


def test_it_can_be_sent_with_the_whole_room_s(visit, kiosk):
    """Without the group's label, where the person wants it so."""
    kiosk.session("rehearse", AGENDA)
    kiosk.session("group", "3")
    kiosk.session("goto", "yp-breakout")
    person = visit(kiosk)
    person.begin(None, 0)
    person.promise()
    person.choose("words")
    person.write("from the whole room")
    person.next()
    switch = person.main.get_by_role("switch", name=person.t("look.wholeRoom"), exact=True)
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    person.to_sending()
    person.send()
    found = next(one for one in kiosk.arrived() if one.get("words") == "from the whole room")
    assert found["group"] is None and found["box_id"] is None
