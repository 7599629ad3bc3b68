"""What the device promises can be checked: the key's pictures against the printed card, and how many were kept, in whole tens."""
import re

import pytest
from playwright.sync_api import expect

TEN = 10


def look(person):
    """Opens the page from the welcome, and waits for the device's answer."""
    person.press("welcome.promises")
    person.sees("promises.keepTitle")


def facts(person):
    """The numbers for grown-ups: each by its name."""
    return dict(zip(person.main.locator("dt").all_inner_texts(), person.main.locator("dd").all_inner_texts()))


@pytest.mark.parametrize("language", ["en", "gd", "sco"])
def test_the_pictures_are_those_of_the_printed_card(visit, world, kiosk, language):
    """The coordinators print the card of the key as they have it; the device shows that of the key it seals to."""
    card = world.ctl("key", "card", f"{world.key}.pub", "--language", language)
    printed = re.findall(r'font-size="2.9" text-anchor="middle">([^<]*)<', card)
    person = visit(kiosk, language)
    look(person)
    shown = [one.split("\n")[0].strip() for one in person.main.locator(".seal").all_inner_texts()]
    assert len(printed) == 24 and shown == printed
    digits = re.findall(r'monospace">([^<]*)<', card)
    assert "".join(digits).replace(" ", "") == re.sub(r"\s", "", facts(person)[person.t("promises.fingerprint")])


def test_small_numbers_are_not_told_and_others_in_whole_tens_once_a_day(visit, kiosk):
    """Who looks before and after somebody was there learns nothing of it."""
    person = visit(kiosk)
    look(person)
    before = facts(person)[person.t("promises.sealed")]
    assert before == person.t("promises.fewer")
    for number in range(TEN + 1):
        kiosk.ctl("capture", stdin=f"one of many, number {number}")
    person.press("go.back")
    person.at("welcome.title")
    look(person)
    assert facts(person)[person.t("promises.sealed")] == before
    person.press("go.back")
    # Another run of kioskd has its own first look.
    kiosk.daemon.end()
    kiosk.daemon.start()
    person.at("welcome.title")
    look(person)
    expect(person.main.locator("dd").first).to_have_text(person.t("promises.more", count=TEN))
