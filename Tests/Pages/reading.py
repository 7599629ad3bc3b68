"""The Flesch-Kincaid grade of English text: 0.39 × words a sentence + 11.8 × syllables a word − 15.59.

Syllables are counted by rule: groups of vowels, without a silent e or -ed, with the endings that are spoken; a short list holds
the words of these screens that the rule would get wrong. Grade + 5 is about the reading age in years.
"""
import re

VOWELS = re.compile(r"[aeiouy]+")
SENTENCE = re.compile(r"[.!?…:]+(?=\s|$)|\n+")
WORD = re.compile(r"[A-Za-z’']+|\d+")
# The rule is right for most words; these are the others on the screens, as they are spoken.
KNOWN = {
    "device": 2, "someone": 2, "something": 2, "sometimes": 2, "everyone": 3, "somebody": 3, "anyone": 3, "everything": 3, "anything": 3, "anywhere": 3,
    "being": 2, "idea": 3, "real": 2, "really": 2, "quiet": 2, "quieter": 3, "area": 3, "maybe": 2, "version": 2, "people": 2, "question": 2,
    "questions": 2, "apostrophe": 4, "keyboard": 2, "themselves": 2, "video": 3, "whole": 1, "safely": 2, "wherever": 3, "doesn’t": 2, "didn’t": 2, "couldn’t": 2,
    "isn’t": 2, "wouldn’t": 2, "we’ve": 1, "they’re": 1, "colours": 2, "colour": 2, "nowhere": 2, "lines": 1, "pages": 2, "promises": 3, "pieces": 2,
    "names": 1, "places": 2, "choose": 1, "once": 1, "done": 1, "gone": 1, "here": 1, "there": 1, "says": 1, "fingerprint": 3, "programme": 2,
}
# How many syllables a figure has when it is read: most on the screens are read digit by digit or are short numbers.
FIGURE_SYLLABLES = 1


def syllables(word):
    """Syllables of one word."""
    word = word.lower().replace("'", "’")
    if word.isdigit():
        return FIGURE_SYLLABLES
    if word in KNOWN:
        return KNOWN[word]
    bare = word.split("’")[0] or word
    count = len(VOWELS.findall(bare))
    if bare.endswith("e") and not bare.endswith(("le", "ee", "ye", "oe")) and count > 1:
        count -= 1
    elif bare.endswith("le") and len(bare) > 2 and bare[-3] in "aeiouy" and count > 1:
        count -= 1
    elif bare.endswith("ed") and not bare.endswith(("ted", "ded")) and count > 1:
        count -= 1
    elif re.search(r"[^aeiouy]les$", bare):
        pass
    elif bare.endswith("es") and not bare.endswith(("ses", "zes", "xes", "ches", "shes", "ces", "ges", "ies")) and count > 1:
        count -= 1
    return max(1, count)


def sentences(text):
    """The sentences of a text, as lists of words."""
    found = (WORD.findall(part) for part in SENTENCE.split(text))
    return [words for words in found if words]


def grade(texts):
    """The Flesch-Kincaid grade of texts that stand on one screen; each text ends a sentence."""
    parts = [words for text in texts for words in sentences(text)]
    words = [word for part in parts for word in part]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
