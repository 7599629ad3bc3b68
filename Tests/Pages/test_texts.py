"""The texts of the screens: the same in all languages."""
import re

from pagetexts import LANGUAGES

PLACE = re.compile(r"\{(\w+)\}")
# A language may need no easy words of its own where its plain ones are easy, but it may not have any that English lacks.
OTHERS = tuple(tag for tag in LANGUAGES if tag != "en")


def test_the_same_keys(texts):
    for tag in OTHERS:
        assert sorted(texts[tag]) == sorted(texts["en"]), tag


def test_none_is_empty(texts):
    for tag in LANGUAGES:
        assert not [key for key, text in texts[tag].items() if not text.strip()], tag


def test_the_same_places_for_names_and_numbers(texts):
    for tag in OTHERS:
        wrong = [key for key, text in texts[tag].items() if sorted(PLACE.findall(text)) != sorted(PLACE.findall(texts["en"].get(key, "")))]
        assert not wrong, (tag, wrong)


def test_an_easy_text_has_the_places_of_its_plain_one(texts):
    for tag in LANGUAGES:
        for key, text in texts[tag].items():
            if key.endswith(".easy"):
                plain = texts[tag][key.removesuffix(".easy")]
                assert set(PLACE.findall(text)) <= set(PLACE.findall(plain)), (tag, key)


def test_strong_words_are_marked_in_pairs(texts):
    for tag in LANGUAGES:
        assert not [key for key, text in texts[tag].items() if text.count("*") % 2], tag


def test_the_words_are_translated(texts):
    """A sentence that is the same as the English one was forgotten. Scots shares some short ones with English."""
    shared = {"gd": 3, "sco": 6}
    for tag in OTHERS:
        same = [key for key, text in texts[tag].items() if text == texts["en"][key] and len(text.split()) > shared[tag]]
        assert not same, (tag, same)


def test_quotes_and_apostrophes_are_typographic(texts):
    for tag in LANGUAGES:
        assert not [key for key, text in texts[tag].items() if "'" in text or '"' in text], tag


def test_no_text_is_about_machines(texts):
    """The words of the screens are for young people."""
    for word in ("error", "invalid", "failed", "submit", "server", "network"):
        assert not [key for key, text in texts["en"].items() if re.search(rf"\b{word}\b", text, re.IGNORECASE)], word
