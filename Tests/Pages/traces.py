"""Looks for words in everything that programs have left: as they are, in UTF-16, and inside what is compressed."""
import gzip
import re
import zlib
from pathlib import Path

try:
    import brotli
except ImportError:
    brotli = None

# A compressed piece that holds typed words is small; unpacking stops here.
MOST_UNPACKED = 1 << 22
# The first bytes of gzip and of zlib at its usual levels.
STARTS = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
# More starts than this in one file are chance, in a file of noise.
MOST_STARTS = 2000


def forms(words):
    """A word as it may stand in a file."""
    for word in words:
        yield word, word.encode()
        yield word, word.encode("utf-16-le")
        yield word, word.encode("utf-16-be")


def unpacked(data):
    """What is packed in the data, wherever it begins."""
    for count, match in enumerate(STARTS.finditer(data)):
        if count >= MOST_STARTS:
            return
        for bits in (31, 15):
            try:
                yield zlib.decompressobj(bits).decompress(data[match.start():], MOST_UNPACKED)
            except zlib.error:
                continue
    try:
        yield zlib.decompressobj(-15).decompress(data, MOST_UNPACKED)
    except zlib.error:
        pass
    if brotli:
        try:
            yield brotli.decompress(data)
        except brotli.error:
            pass


def find(words, *places):
    """Where any of the words stands: `[(path, word)]`. Names of files count as well."""
    found = []
    patterns = list(forms(words))
    for place in map(Path, places):
        for file in [place] if place.is_file() else sorted(place.rglob("*")):
            found += [(str(file), word) for word in words if word in file.name]
            if not file.is_file() or file.is_symlink():
                continue
            try:
                data = file.read_bytes()
            except OSError:
                continue
            for piece in (data, *unpacked(data)):
                found += [(str(file), word) for word, form in patterns if form in piece]
    return sorted(set(found))


def packed_example(word):
    """Bytes that hold a word packed, to show that the looking finds it."""
    return b"before" + gzip.compress(f"x {word} y".encode()) + b"after"
