#!/usr/bin/env python3
"""A second implementation of docs/envelope.md, which shares nothing with the Swift one.

It seals and opens envelopes with the `cryptography` package and the standard library alone, and is there to hold the
first one against. Use it with test keys only: it takes seeds and words as arguments and wipes nothing.

    envelope.py open --seed HEX < envelope           prints the contribution as JSON with sorted keys
    envelope.py seal --public HEX --json '{...}'     writes an envelope
    envelope.py vectors FILE                         verifies a file of test vectors
    envelope.py make-vectors > FILE                  makes one; sealing is random, so each differs from the last

What fails goes to standard error as `code: message`, with the codes of docs/envelope.md, and ends with status 1.
"""

import argparse
import base64
import hashlib
import hmac
import json
import os
import struct
import sys
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from contribution import (
    IDENTIFIERS, MAXIMUM_IDENTIFIER, MAXIMUM_PNG, MAXIMUM_TEXT, SIGNATURE, WAYS, Refused, decode, encode, encode_card,
    encode_labels, field, png_chunk,
)  # fmt: skip

MAGIC, VERSION, HEADER_LENGTH = b"KENV", 1, 72
CONTRIBUTION, WITHDRAWAL = 1, 2
BUCKETS = [4096, 65536, 131072, 262144, 524288, 1048576]
MLKEM_CIPHERTEXT, ENCAPSULATED, TAG = 1088, 1120, 16
INFO = b"kiosk.v1 contribution"
WITHDRAWAL_LABEL = b"kiosk.v1 withdrawal\0"

# X-Wing


class PrivateKey:
    """What a seed of 32 bytes expands to."""

    def __init__(self, seed: bytes):
        if len(seed) != 32:
            raise Refused("invalid", "a seed has 32 bytes")
        expanded = hashlib.shake_256(seed).digest(96)
        self.mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
        self.x25519 = X25519PrivateKey.from_private_bytes(expanded[64:])
        self.x25519_public = self.x25519.public_key().public_bytes_raw()
        self.public = self.mlkem.public_key().public_bytes_raw() + self.x25519_public

    def decapsulate(self, encapsulated: bytes) -> bytes:
        mlkem_share, x25519_share = encapsulated[:MLKEM_CIPHERTEXT], encapsulated[MLKEM_CIPHERTEXT:]
        return combine(
            self.mlkem.decapsulate(mlkem_share),
            self.x25519.exchange(X25519PublicKey.from_public_bytes(x25519_share)),
            x25519_share,
            self.x25519_public,
        )


def encapsulate(public: bytes) -> tuple[bytes, bytes]:
    """The shared secret, and what carries it to the holder of the key."""
    mlkem_public, x25519_public = public[:1184], public[1184:]
    mlkem_secret, mlkem_share = MLKEM768PublicKey.from_public_bytes(mlkem_public).encapsulate()
    ephemeral = X25519PrivateKey.generate()
    x25519_share = ephemeral.public_key().public_bytes_raw()
    x25519_secret = ephemeral.exchange(X25519PublicKey.from_public_bytes(x25519_public))
    return combine(mlkem_secret, x25519_secret, x25519_share, x25519_public), mlkem_share + x25519_share


def combine(mlkem_secret: bytes, x25519_secret: bytes, x25519_share: bytes, x25519_public: bytes) -> bytes:
    label = bytes.fromhex("5c2e2f2f5e5c")
    return hashlib.sha3_256(mlkem_secret + x25519_secret + x25519_share + x25519_public + label).digest()


def fingerprint(public: bytes) -> bytes:
    return hashlib.sha256(public).digest()


# HPKE, base mode (RFC 9180)

SUITE_ID = b"HPKE" + (0x647A).to_bytes(2, "big") + (0x0001).to_bytes(2, "big") + (0x0003).to_bytes(2, "big")


def labeled_extract(salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + SUITE_ID + label + material, "sha256")


def labeled_expand(key: bytes, label: bytes, context: bytes, length: int) -> bytes:
    """One block of HKDF-Expand: nothing here needs more than 32 bytes."""
    labeled = length.to_bytes(2, "big") + b"HPKE-v1" + SUITE_ID + label + context
    return hmac.digest(key, labeled + b"\x01", "sha256")[:length]


def aead(shared_secret: bytes) -> tuple[ChaCha20Poly1305, bytes]:
    """The cipher and the nonce of a context's first message."""
    context = b"\x00" + labeled_extract(b"", b"psk_id_hash", b"") + labeled_extract(b"", b"info_hash", INFO)
    secret = labeled_extract(shared_secret, b"secret", b"")
    key = labeled_expand(secret, b"key", context, 32)
    return ChaCha20Poly1305(key), labeled_expand(secret, b"base_nonce", context, 12)


def hpke_seal(public: bytes, plaintext: bytes, aad: bytes) -> bytes:
    shared_secret, encapsulated = encapsulate(public)
    cipher, nonce = aead(shared_secret)
    return encapsulated + cipher.encrypt(nonce, plaintext, aad)


def hpke_open(key: PrivateKey, sealed: bytes, aad: bytes) -> bytes:
    try:
        cipher, nonce = aead(key.decapsulate(sealed[:ENCAPSULATED]))
        return cipher.decrypt(nonce, sealed[ENCAPSULATED:], aad)
    except (InvalidTag, ValueError):
        raise Refused("corrupt", "the seal does not hold") from None


# Envelopes


def header(kind: int, bucket: int, key_id: bytes, tag: bytes) -> bytes:
    return MAGIC + bytes([VERSION, kind, bucket, 0]) + key_id + os.urandom(16) + tag


def capacity(bucket: int) -> int:
    return BUCKETS[bucket] - HEADER_LENGTH - ENCAPSULATED - TAG


def fitting(length: int) -> int:
    return next(bucket for bucket in range(len(BUCKETS)) if length + 4 <= capacity(bucket))


def bucket_of(contribution: dict) -> int:
    """Every drawing goes into one size, and everything else into the smallest: it tells the way and nothing more."""
    return 1 if "drawing" in contribution else 0


def framed(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content


def seal_plaintext(public: bytes, bucket: int, plaintext: bytes, tag: bytes) -> bytes:
    head = header(CONTRIBUTION, bucket, fingerprint(public)[:16], tag)
    return head + hpke_seal(public, plaintext, head)


def seal(public: bytes, content: bytes, tag: bytes, bucket: int | None = None) -> bytes:
    bucket = fitting(len(content)) if bucket is None else bucket
    return seal_plaintext(public, bucket, framed(content).ljust(capacity(bucket), b"\0"), tag)


def withdraw(tag: bytes) -> bytes:
    return header(WITHDRAWAL, 0, bytes(16), tag) + os.urandom(BUCKETS[0] - HEADER_LENGTH)


def check_envelope(data: bytes) -> None:
    if len(data) < HEADER_LENGTH or data[:4] != MAGIC:
        raise Refused("invalid", "not an envelope")
    version, kind, bucket, zero = data[4:8]
    if version > VERSION:
        raise Refused("too-new", "a later version")
    if version != VERSION or kind not in (CONTRIBUTION, WITHDRAWAL) or bucket >= len(BUCKETS) or zero != 0:
        raise Refused("invalid", "the header is malformed")
    if len(data) != BUCKETS[bucket]:
        raise Refused("invalid", "not as long as its bucket says")


def open_envelope(data: bytes, key: PrivateKey) -> dict:
    check_envelope(data)
    if data[5] != CONTRIBUTION:
        raise Refused("invalid", "a withdrawal holds nothing to open")
    if data[8:24] != fingerprint(key.public)[:16]:
        raise Refused("not-found", "sealed to another key")
    padded = hpke_open(key, data[HEADER_LENGTH:], data[:HEADER_LENGTH])
    length = int.from_bytes(padded[:4], "big")
    if length > len(padded) - 4 or any(padded[4 + length :]):
        raise Refused("invalid", "the padding is malformed")
    return decode(padded[4 : 4 + length])


# Withdrawal codes


def damm(digits: str) -> int:
    rows = (
        "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
    )  # fmt: skip
    state = 0
    for digit in digits:
        state = int(rows[state][int(digit)])
    return state


def withdrawal_tag(typed: str) -> bytes:
    digits = typed.replace(" ", "").replace("-", "")
    if len(digits) != 16 or not (digits.isascii() and digits.isdigit()) or damm(digits) != 0:
        raise Refused("invalid", "not a withdrawal code")
    return hashlib.sha256(WITHDRAWAL_LABEL + digits.encode()).digest()


def random_tag() -> bytes:
    """The tag of a code that nobody is given."""
    digits = f"{int.from_bytes(os.urandom(16), 'big') % 10**15:015}"
    return withdrawal_tag(digits + str(damm(digits)))


# Test vectors

TEST_SEED, OTHER_SEED = bytes(range(32)), bytes(range(32, 64))
CODES = ["1234 5678 9012 3450", "0000 0000 0000 0000"]


def sample_labels(**changes) -> dict:
    labels = {
        "pack_digest": hashlib.sha256(b"a pack").hexdigest(), "session_id": "session-7", "activity_id": "discussion",
        "prompt_id": "what-helps", "group": "b", "board_id": "", "layer_id": "", "box_id": "", "language": "en",
        "stakeholder_id": "", "rehearsal": False, "day": 20650,
    }  # fmt: skip
    return labels | changes


def openable() -> dict[str, dict]:
    empty = {name: "" for name in (*IDENTIFIERS.values(), "pack_digest")}
    full = {name: "n" * MAXIMUM_IDENTIFIER for name in IDENTIFIERS.values()}
    return {
        "plain words": {"labels": sample_labels(), "words": "I would like to be asked first."},
        "one byte, no label": {"labels": sample_labels(day=0, **empty), "words": "a"},
        "2048 bytes, every label full": {
            "labels": sample_labels(rehearsal=True, day=0xFFFFFFFF, **full),
            "words": "ten bytes " * 204 + "the last",
        },
        "Gaelic with graves": {
            "labels": sample_labels(language="gd", board_id="future", layer_id="home", box_id="b"),
            "words": "Dè an t-àm a thig sibh? Bidh mi ann aig trì. Cùm àite dhomh, agus seinnidh sinn òran.",
        },
        "emoji and joiners": {"labels": sample_labels(rehearsal=True), "words": "🙂 then 👩‍👧‍👦 then 🏴󠁧󠁢󠁳󠁣󠁴󠁿"},
        "lines, tab and white space at the ends": {"labels": sample_labels(), "words": " one\n\ttwo\u00a0\n"},
        "decomposed letters stay decomposed": {
            "labels": sample_labels(group="e\u0300"),
            "words": "cu\u0300m a\u0300ite",
        },
        "one card of the programme": {
            "labels": sample_labels(),
            "cards": {"cards": ["programme/vision/asked-first"], "why": ""},
        },
        "three cards, every identifier and the reason at their longest": {
            "labels": sample_labels(rehearsal=True, day=0xFFFFFFFF, **full),
            "cards": {"cards": [f"{owner}.{LONGEST}/{LONGEST}/{LONGEST}" for owner in OWNED], "why": "r" * MAXIMUM_TEXT},
        },
        "the worst feeling": {"labels": sample_labels(language="gd"), "feeling": {"level": 1, "why": ""}},
        "the best feeling, and why": {
            "labels": sample_labels(),
            "feeling": {"level": 5, "why": "Because somebody asked. 🙂\n"},
        },
        "a drawing of a few lines": {
            "labels": sample_labels(),
            "drawing": {"png": written(picture()), "description": "A hill, and the sun"},
        },
        "a drawing at its longest, every label full": {
            "labels": sample_labels(rehearsal=True, day=0xFFFFFFFF, **full),
            "drawing": {"png": written(picture(length=MAXIMUM_PNG)), "description": "d" * MAXIMUM_TEXT},
        },
    }


# The longest identifier, and whose sections have one.
LONGEST = "n" * MAXIMUM_IDENTIFIER
OWNED = ("theme", "board", "agenda")


def written(png: bytes) -> str:
    return base64.b64encode(png).decode()


def picture_header(width: int = 8, height: int = 2, colour: int = 0) -> bytes:
    return png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0))


def picture(length: int = 0) -> bytes:
    """Two lines of eight grey pixels; with a length, what stands behind the compressed picture fills the file up to it."""
    pixels = zlib.compress(bytes(9) + b"\0" + b"\xff" * 8)
    whole = SIGNATURE + picture_header() + png_chunk(b"IDAT", pixels) + png_chunk(b"IEND")
    return whole if length == 0 else SIGNATURE + picture_header() + png_chunk(
        b"IDAT", pixels + bytes(length - len(whole))) + png_chunk(b"IEND")


def vector(name: str, envelope: bytes, **expected) -> dict:
    return {"name": name, "envelope": base64.b64encode(envelope).decode(), **expected}


def valid_vectors(public: bytes) -> list[dict]:
    def entry(name: str, contribution: dict, content: bytes, tag: bytes) -> dict:
        data = seal(public, content, tag, bucket_of(contribution))
        head = {"bucket": data[6], "id": data[24:40].hex(), "withdrawal_tag": data[40:72].hex()}
        return vector(name, data, header=head, contribution=contribution)

    vectors = [entry(name, given, encode(given), random_tag()) for name, given in openable().items()]
    plain = openable()["plain words"]
    unknown = field(9000, b"of a later version") + field(15, 7)
    vectors.append(entry("unknown fields are passed over", plain, unknown + encode(plain) + unknown, random_tag()))
    vectors.append(entry("with the first withdrawal code", plain, encode(plain), withdrawal_tag(CODES[0])))
    return vectors


def altered_vectors(good: bytes) -> list[dict]:
    """An envelope that opens, with something changed on the outside."""

    def flipped(at: int, mask: int = 0x01) -> bytes:
        return good[:at] + bytes([good[at] ^ mask]) + good[at + 1 :]

    return [
        vector("flipped bit in the magic", flipped(0), error="invalid"),
        vector("version 0", flipped(4), error="invalid"),
        vector("a later version", flipped(4, 0x03), error="too-new"),
        vector("unknown kind", flipped(5, 0x02), error="invalid"),
        vector("unknown bucket", flipped(6, 0x06), error="invalid"),
        vector("bucket of another length", flipped(6), error="invalid"),
        vector("reserved byte not zero", flipped(7), error="invalid"),
        vector("flipped bit in the key id", flipped(8), error="not-found"),
        vector("flipped bit in the id", flipped(24), error="corrupt"),
        vector("flipped bit in the withdrawal tag", flipped(71), error="corrupt"),
        vector("flipped bit in the ML-KEM share", flipped(72), error="corrupt"),
        vector("flipped bit in the X25519 share", flipped(1191, 0x80), error="corrupt"),
        vector("X25519 share of small order", good[:1160] + bytes(32) + good[1192:], error="corrupt"),
        vector("flipped bit in the ciphertext", flipped(1192), error="corrupt"),
        vector("flipped bit in the authentication tag", flipped(4095), error="corrupt"),
        vector("one byte too short", good[:-1], error="invalid"),
        vector("one byte too long", good + b"\0", error="invalid"),
        vector("no whole header", good[:71], error="invalid"),
    ]


def sealed_vectors(public: bytes) -> list[dict]:
    """Envelopes whose seal holds and whose inside is wrong."""
    labels, content = field(1, encode_labels(sample_labels())), encode(openable()["plain words"])

    def padded(name: str, plaintext: bytes) -> dict:
        data = plaintext.ljust(capacity(0), b"\0")
        return vector(name, seal_plaintext(public, 0, data, random_tag()), error="invalid")

    def holding(name: str, inside: bytes) -> dict:
        return vector(name, seal(public, inside, random_tag()), error="invalid")

    def words(text: bytes) -> bytes:
        return labels + field(2, field(1, text))

    return [
        padded("padding not zero", framed(content).ljust(capacity(0) - 1, b"\0") + b"\x01"),
        padded("length one past the end", (capacity(0) - 3).to_bytes(4, "big") + content),
        padded("length of four gigabytes", b"\xff\xff\xff\xff" + content),
        holding("nothing inside", b""),
        holding("content cut short", content[:-1]),
        holding("no labels", content[len(labels) :]),
        holding("no content", labels),
        holding("content of an unknown way", labels + field(3, b"of a later version")),
        holding("words of the wrong wire type", labels + field(2, field(1, 7))),
        holding("no words", words(b"")),
        holding("white space only", words(" \n\u2003".encode())),
        holding("2049 bytes of words", words(b"w" * 2049)),
        holding("NUL in the words", words(b"before\0after")),
        holding("control character in the words", words(b"before\x1bafter")),
        holding("words that are not UTF-8", words(b"\xe0\x80\xaf")),
        holding("label of 49 bytes", field(1, field(2, b"n" * 49)) + field(2, field(1, b"words"))),
        holding("NUL in a label", field(1, field(2, b"a\0b")) + field(2, field(1, b"words"))),
        holding("pack digest of 31 bytes", field(1, field(1, bytes(31))) + field(2, field(1, b"words"))),
        *(holding(name, labels + field(WAYS[way], said)) for name, way, said in wrong_content()),
    ]


def wrong_content() -> list[tuple[str, str, bytes]]:
    """What no way of saying something takes: a name, the way, and its message."""
    card = field(1, encode_card("theme.one/first/a"))

    def of(owner: int, identifier: bytes = b"", section: bytes = b"first", statement: bytes = b"a") -> bytes:
        reference = field(1, owner) + (field(2, identifier) if identifier else b"") + field(3, section)
        return field(1, field(1, reference) + field(2, statement))

    def drawing(png: bytes) -> bytes:
        return field(1, png)

    front, pixels, end = SIGNATURE + picture_header(), png_chunk(b"IDAT", b"pixels"), png_chunk(b"IEND")
    return [
        ("no cards", "cards", field(2, b"why")),
        ("four cards", "cards", b"".join(field(1, encode_card(f"theme.one/first/{name}")) for name in "abcd")),
        ("a card twice", "cards", card + card),
        ("a card without a section", "cards", field(1, field(2, b"a"))),
        ("a section of nobody", "cards", of(0)),
        ("a section of somebody unknown", "cards", of(5, b"one")),
        ("a programme with an identifier", "cards", of(1, b"one")),
        ("a theme without an identifier", "cards", of(2)),
        ("an identifier in capitals", "cards", of(2, b"One")),
        ("an identifier that ends with a hyphen", "cards", of(2, b"one", b"first-")),
        ("an identifier of 49 bytes", "cards", of(2, b"one", b"first", b"n" * 49)),
        ("a reason of 1025 bytes", "cards", card + field(2, b"r" * 1025)),
        ("control character in the reason", "cards", card + field(2, b"a\x1bb")),
        ("a feeling of no level", "feeling", field(2, b"why")),
        ("a feeling one past the best", "feeling", field(1, 6)),
        ("no drawing", "drawing", field(2, b"a hill")),
        ("a drawing that is no PNG", "drawing", drawing(b"GIF89a")),
        ("a drawing that says with what it was made", "drawing",
         drawing(front + png_chunk(b"tEXt", b"Software\0pens") + pixels + end)),
        ("a drawing that says when", "drawing", drawing(front + pixels + png_chunk(b"tIME", bytes(7)) + end)),
        ("something behind the drawing", "drawing", drawing(picture() + b"\0")),
        ("a drawing whose CRC is wrong", "drawing", drawing(picture()[:-1] + b"\0")),
        ("a drawing cut short", "drawing", drawing(picture()[:-12])),
        ("a drawing without a picture", "drawing", drawing(front + end)),
        ("a drawing of colours without a palette", "drawing",
         drawing(SIGNATURE + picture_header(colour=3) + pixels + end)),
        ("a drawing of width 0", "drawing", drawing(SIGNATURE + picture_header(width=0) + pixels + end)),
        ("a drawing 2001 pixels high", "drawing", drawing(SIGNATURE + picture_header(height=2001) + pixels + end)),
        ("a drawing of 60,001 bytes", "drawing", drawing(picture(length=60_001))),
    ]  # fmt: skip


def make_vectors() -> dict:
    key, other = PrivateKey(TEST_SEED), PrivateKey(OTHER_SEED)
    valid = valid_vectors(key.public)
    foreign = seal(other.public, encode(openable()["plain words"]), random_tag())
    return {
        "about": "Test vectors for docs/envelope.md. The key is a test key that everybody knows: never use it.",
        "key": {
            "seed": TEST_SEED.hex(),
            "public": base64.b64encode(key.public).decode(),
            "fingerprint": fingerprint(key.public).hex(),
        },
        "open": valid,
        "refuse": [
            *altered_vectors(base64.b64decode(valid[0]["envelope"])),
            vector("sealed to another key", foreign, error="not-found"),
            vector("a withdrawal", withdraw(withdrawal_tag(CODES[0])), error="invalid"),
            *sealed_vectors(key.public),
        ],
        "withdrawal_codes": [{"code": code, "tag": withdrawal_tag(code).hex()} for code in CODES],
        "refused_codes": ["1234 5678 9012 3451", "1234 5678 9021 3450", "1234 5678 9012 345", "1234 5678 9012 345x"],
    }


def cross_check(key: PrivateKey) -> None:
    """Holds the key schedule above against the package's own, which takes no associated data."""
    suite = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
    private = hpke.MLKEM768X25519PrivateKey(key.mlkem, key.x25519)
    assert hpke_open(key, suite.encrypt(b"theirs", private.public_key(), INFO), b"") == b"theirs"
    assert suite.decrypt(hpke_seal(key.public, b"ours", b""), private, INFO) == b"ours"


def verify(vectors: dict) -> list[str]:
    """What does not come out as the vectors say."""
    wrong, key = [], PrivateKey(bytes.fromhex(vectors["key"]["seed"]))
    cross_check(key)

    def expect(name: str, wanted, found) -> None:
        if wanted != found:
            wrong.append(f"{name}: {wanted} expected, {found} found")

    def outcome(body):
        try:
            return body()
        except Refused as refusal:
            return refusal.code

    expect("public key", vectors["key"]["public"], base64.b64encode(key.public).decode())
    expect("fingerprint", vectors["key"]["fingerprint"], fingerprint(key.public).hex())
    for entry in vectors["open"]:
        data = base64.b64decode(entry["envelope"])
        head = {"bucket": data[6], "id": data[24:40].hex(), "withdrawal_tag": data[40:72].hex()}
        expect(entry["name"], entry["header"], head)
        expect(entry["name"], entry["contribution"], outcome(lambda: open_envelope(data, key)))
    for entry in vectors["refuse"]:
        data = base64.b64decode(entry["envelope"])
        expect(entry["name"], entry["error"], outcome(lambda: open_envelope(data, key)))
    for pair in vectors["withdrawal_codes"]:
        expect(pair["code"], pair["tag"], outcome(lambda: withdrawal_tag(pair["code"]).hex()))
    for code in vectors["refused_codes"]:
        expect(code, "invalid", outcome(lambda: withdrawal_tag(code)))
    return wrong


# Command line


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Seals and opens envelopes; for tests, with test keys only.")
    commands = parser.add_subparsers(dest="command", required=True)
    opening = commands.add_parser("open", help="open the envelope on standard input")
    opening.add_argument("--seed", required=True, type=bytes.fromhex, help="seed of the private key, in hexadecimal")
    sealing = commands.add_parser("seal", help="seal a contribution and write the envelope to standard output")
    sealing.add_argument("--public", required=True, type=bytes.fromhex, help="public key, in hexadecimal")
    sealing.add_argument("--json", required=True, type=json.loads, help="the contribution, as open prints it")
    sealing.add_argument("--tag", type=bytes.fromhex, help="withdrawal tag, in hexadecimal; random unless given")
    sealing.add_argument("--bucket", type=int, choices=range(len(BUCKETS)), help="a larger bucket than is needed")
    checking = commands.add_parser("vectors", help="verify a file of test vectors")
    checking.add_argument("file")
    commands.add_parser("make-vectors", help="write new test vectors to standard output")
    return parser.parse_args()


def main() -> None:
    given = arguments()
    if given.command == "open":
        contribution = open_envelope(sys.stdin.buffer.read(), PrivateKey(given.seed))
        print(json.dumps(contribution, ensure_ascii=False, indent=2, sort_keys=True))
    elif given.command == "seal":
        bucket = bucket_of(given.json) if given.bucket is None else given.bucket
        sys.stdout.buffer.write(seal(given.public, encode(given.json), given.tag or random_tag(), bucket))
    elif given.command == "make-vectors":
        print(json.dumps(make_vectors(), ensure_ascii=False, indent=2))
    else:
        with open(given.file, encoding="utf-8") as file:
            vectors = json.load(file)
        if wrong := verify(vectors):
            sys.exit("\n".join(wrong))
        print(f"{len(vectors['open'])} open, {len(vectors['refuse'])} are refused: all as they should")


if __name__ == "__main__":
    try:
        main()
    except Refused as refusal:
        sys.exit(str(refusal))
