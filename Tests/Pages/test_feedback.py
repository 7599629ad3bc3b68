"""You said, we did: what coordinators publish stands on the welcome of the rooms it is for, in the person's language."""
import pytest
from playwright.sync_api import expect

ROOM = "Ward 2"
TITLES = {"en": "It is open every day now", "gd": "Tha e fosgailte gach latha", "sco": "It's open ilka day nou"}


@pytest.fixture(scope="module")
def kiosk(world):
    """A kiosk in a room."""
    one = world.kiosk("feedback", ready=False)
    one.enrol(room=ROOM)
    one.ctl("pack", "load", world.pack)
    yield one
    one.daemon.end()


def publish(world, *arguments):
    """What a coordinator does."""
    world.ctl("feedback", "publish", *arguments, "--room", ROOM, "--credentials", world.credentials / "coordinator")


def test_what_is_published_comes_through_the_store(visit, world, kiosk):
    """An open page hears of it without a touch; who reads another language sees that the rest is English."""
    world.ctl("feedback", "check", world.feedback())
    people = {language: visit(kiosk, language) for language in TITLES}
    for person in people.values():
        expect(person.named(person.t("welcome.feedback"))).to_have_count(0)
    large = visit(kiosk, "sco", size="1920x1080")
    publish(world, world.feedback(), "--key", world.signing)
    # Where there is room, the newest stands on the welcome in words.
    expect(large.main.get_by_text(TITLES["sco"])).to_be_visible()
    expect(large.main.get_by_text("We have asked for more phones")).to_have_count(0)
    for language, person in people.items():
        person.press("welcome.feedback")
        person.at("feedback.title")
        answers = person.main.get_by_role("listitem")
        expect(answers).to_have_count(2)
        expect(answers.first).to_contain_text(TITLES[language])
        expect(answers.first).to_contain_text(f"20 {person.t('month.11')} 2026")
        expect(answers.nth(1)).to_contain_text("We have asked for more phones")
        expect(answers.nth(1).locator(".mark")).to_have_count(0 if language == "en" else 2)
        person.press("go.back")
        person.at("welcome.title")
    publish(world, "--withdraw")
    for person in people.values():
        expect(person.named(person.t("welcome.feedback"))).to_have_count(0)
