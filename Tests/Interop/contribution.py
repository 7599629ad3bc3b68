"""What stands inside the seal, as docs/envelope.md says it: labels and what was said, in protobuf.

A part of envelope.py, the second implementation; it shares nothing with the Swift one.
"""

import base64
import re
import struct
import zlib

MAXIMUM_WORDS, MAXIMUM_TEXT, MAXIMUM_IDENTIFIER = 2048, 1024, 48
MAXIMUM_PNG, MAXIMUM_SIDE = 60_000, 2000
CARDS, LEVELS = range(1, 4), range(1, 6)
# The field of each way in which something is said, in a contribution.
WAYS = {"words": 2, "cards": 3, "feeling": 4, "drawing": 5}
OWNERS = {"programme": 1, "theme": 2, "board": 3, "agenda": 4}


class Refused(Exception):
    """An envelope or a code that is not to be accepted, with the code of docs/envelope.md."""

    def __init__(self, code: str, message: str):
        super().__init__(f"{code}: {message}")
        self.code = code


IDENTIFIERS = {
    2: "session_id", 3: "activity_id", 4: "prompt_id", 5: "group", 6: "board_id",
    7: "layer_id", 8: "box_id", 9: "language", 10: "stakeholder_id",
}  # fmt: skip


def varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out) + bytes([value])


def field(number: int, value: bytes | int) -> bytes:
    """A field that holds something; a default is left out by its caller."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for count, byte in enumerate(data[at : at + 10]):
        value |= (byte & 0x7F) << (7 * count)
        if byte < 0x80:
            return value, at + count + 1
    raise Refused("invalid", "a varint is cut short")


def read_fields(data: bytes, known: dict[int, int], repeated: int = 0) -> dict[int, bytes | int | list]:
    """The fields in `known` (number: wire type), the last of each, and all of the one `repeated`; others are passed over."""
    found, at = {repeated: []} if repeated else {}, 0
    while at < len(data):
        key, at = read_varint(data, at)
        number, wire = key >> 3, key & 7
        if number == 0 or known.get(number, wire) != wire:
            raise Refused("invalid", "a field is malformed")
        if wire == 0:
            value, at = read_varint(data, at)
        elif wire in (1, 2, 5):
            length, at = read_varint(data, at) if wire == 2 else ({1: 8, 5: 4}[wire], at)
            value, at = data[at : at + length], at + length
            if at > len(data):
                raise Refused("invalid", "a field is cut short")
        else:
            raise Refused("invalid", "a field is of an unknown kind")
        if number == repeated:
            found[number].append(value)
        elif number in known:
            found[number] = value
    return found


def encode_labels(labels: dict) -> bytes:
    out = field(1, pack) if (pack := bytes.fromhex(labels.get("pack_digest", ""))) else b""
    for number, name in IDENTIFIERS.items():
        if text := labels.get(name, ""):
            out += field(number, text.encode())
    out += field(11, 1) if labels.get("rehearsal") else b""
    return out + (field(12, labels["day"]) if labels.get("day") else b"")


def encode(contribution: dict) -> bytes:
    way = next(way for way in WAYS if way in contribution)
    return field(1, encode_labels(contribution["labels"])) + field(WAYS[way], encode_content(way, contribution[way]))


def encode_content(way: str, said) -> bytes:
    """What was said. Cards are written as owner.id/section/statement."""
    if way == "words":
        return field(1, said.encode())
    if way == "cards":
        return b"".join(field(1, encode_card(card)) for card in said["cards"]) + text_field(2, said["why"])
    if way == "feeling":
        return field(1, said["level"]) + text_field(2, said["why"])
    return field(1, base64.b64decode(said["png"])) + text_field(2, said["description"])


def text_field(number: int, text: str) -> bytes:
    return field(number, text.encode()) if text else b""


def encode_card(written: str) -> bytes:
    owner, section, statement = written.split("/")
    kind, _, identifier = owner.partition(".")
    reference = field(1, OWNERS[kind]) + text_field(2, identifier) + field(3, section.encode())
    return field(1, reference) + field(2, statement.encode())


def read_text(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("invalid", f"{name} is not UTF-8") from None
    if "\0" in text:
        raise Refused("invalid", f"{name} holds a NUL")
    return text


def decode_labels(data: bytes) -> dict:
    found = read_fields(data, {1: 2, **{number: 2 for number in IDENTIFIERS}, 11: 0, 12: 0})
    labels = {
        "pack_digest": found.get(1, b"").hex(),
        "rehearsal": found.get(11, 0) != 0,
        "day": found.get(12, 0) & 0xFFFFFFFF,
    }
    if len(found.get(1, b"")) not in (0, 32):
        raise Refused("invalid", "the pack's digest has not 32 bytes")
    for number, name in IDENTIFIERS.items():
        if len(found.get(number, b"")) > MAXIMUM_IDENTIFIER:
            raise Refused("invalid", f"{name} is too long")
        labels[name] = read_text(found.get(number, b""), name)
    return labels


WHITE_SPACE = {0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000}
WHITE_SPACE |= {*range(0x09, 0x0E), *range(0x2000, 0x200B)}


def check_text(text: str, name: str, maximum: int) -> str:
    if len(text.encode()) > maximum:
        raise Refused("invalid", f"{name} is too long")
    if any((ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0) and c not in "\n\t" for c in text):
        raise Refused("invalid", f"{name} holds control characters")
    return text


def check_words(text: str) -> str:
    if all(ord(c) in WHITE_SPACE for c in text):
        raise Refused("invalid", "there are no words")
    return check_text(text, "words", MAXIMUM_WORDS)


def free_text(data: bytes, name: str) -> str:
    return check_text(read_text(data, name), name, MAXIMUM_TEXT)


def identifier(data: bytes, name: str) -> str:
    text = read_text(data, name)
    if len(text) > MAXIMUM_IDENTIFIER or not re.fullmatch("[a-z0-9]([a-z0-9-]*[a-z0-9])?", text):
        raise Refused("invalid", f"{name} is no identifier")
    return text


def decode_card(data: bytes) -> str:
    found = read_fields(data, {1: 2, 2: 2})
    if 1 not in found:
        raise Refused("invalid", "a card names no section")
    section = read_fields(found[1], {1: 0, 2: 2, 3: 2})
    kind = next((name for name, number in OWNERS.items() if number == section.get(1)), None)
    owner = section.get(2, b"")
    if kind is None or (kind == "programme") == bool(owner):
        raise Refused("invalid", "a section belongs to something that is not known")
    whose = kind if kind == "programme" else f"{kind}.{identifier(owner, 'owner')}"
    return f"{whose}/{identifier(section.get(3, b''), 'section')}/{identifier(found.get(2, b''), 'statement')}"


def decode_cards(data: bytes) -> dict:
    found = read_fields(data, {1: 2, 2: 2}, repeated=1)
    cards = [decode_card(card) for card in found[1]]
    if len(cards) not in CARDS or len(set(cards)) != len(cards):
        raise Refused("invalid", "too few cards, too many, or one of them twice")
    return {"cards": cards, "why": free_text(found.get(2, b""), "why")}


def decode_feeling(data: bytes) -> dict:
    found = read_fields(data, {1: 0, 2: 2})
    level = found.get(1, 0) & 0xFFFFFFFF
    if level not in LEVELS:
        raise Refused("invalid", "the level is not on the scale")
    return {"level": level, "why": free_text(found.get(2, b""), "why")}


def decode_drawing(data: bytes) -> dict:
    found = read_fields(data, {1: 2, 2: 2})
    png = found.get(1, b"")
    check_png(png)
    return {"png": base64.b64encode(png).decode(), "description": free_text(found.get(2, b""), "description")}


def decode_words(data: bytes) -> str:
    return check_words(read_text(read_fields(data, {1: 2}).get(1, b""), "words"))


def decode(content: bytes) -> dict:
    found = read_fields(content, {1: 2} | {number: 2 for number in WAYS.values()})
    if 1 not in found:
        raise Refused("invalid", "there are no labels")
    way = next((way for way, number in WAYS.items() if number in found), None)
    if way is None:
        raise Refused("invalid", "there is no known content")
    readers = {"words": decode_words, "cards": decode_cards, "feeling": decode_feeling, "drawing": decode_drawing}
    return {"labels": decode_labels(found[1]), way: readers[way](found[WAYS[way]])}


# PNG

SIGNATURE = b"\x89PNG\r\n\x1a\n"
DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
# Which chunks may stand behind each: a picture and nothing else.
FOLLOWING = {
    b"": {b"IHDR"}, b"IHDR": {b"PLTE", b"tRNS", b"IDAT"}, b"PLTE": {b"tRNS", b"IDAT"}, b"tRNS": {b"IDAT"},
    b"IDAT": {b"IDAT", b"IEND"}, b"IEND": set(),
}  # fmt: skip


def png_chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def check_png(png: bytes) -> None:
    """Whether it is a PNG that carries a picture and nothing else. The picture itself is not unpacked."""
    if len(png) > MAXIMUM_PNG or not png.startswith(SIGNATURE):
        raise Refused("invalid", "the drawing is no PNG, or too long")
    at, last, colour, seen = len(SIGNATURE), b"", -1, set()
    while at < len(png):
        if at + 12 > len(png):
            raise Refused("invalid", "the drawing is cut short")
        length, kind = struct.unpack_from(">I4s", png, at)
        data, end = png[at + 8 : at + 8 + length], at + 12 + length
        if end > len(png) or kind not in FOLLOWING[last] or png[end - 4 : end] != struct.pack(">I", zlib.crc32(kind + data)):
            raise Refused("invalid", "the drawing's chunks are not as they must be")
        if kind == b"IHDR":
            colour = check_png_header(data)
        elif kind == b"PLTE" and (colour not in (2, 3, 6) or length % 3 or length // 3 not in range(1, 257)):
            raise Refused("invalid", "the drawing's palette does not fit")
        elif kind == b"tRNS" and length not in {0: {2}, 2: {6}, 3: range(1, 257)}.get(colour, set()):
            raise Refused("invalid", "the drawing's transparency does not fit")
        elif kind == b"IEND" and length:
            raise Refused("invalid", "the drawing's end is not empty")
        at, last = end, kind
        seen.add(kind)
    if last != b"IEND" or (colour == 3 and b"PLTE" not in seen):
        raise Refused("invalid", "the drawing is not complete")


def check_png_header(data: bytes) -> int:
    """The colour type."""
    if len(data) != 13:
        raise Refused("invalid", "the drawing's header is malformed")
    width, height, depth, colour, compression, filtering, interlacing = struct.unpack(">IIBBBBB", data)
    if depth not in DEPTHS.get(colour, set()) or compression or filtering or interlacing > 1:
        raise Refused("invalid", "the drawing's header is malformed")
    if not (1 <= width <= MAXIMUM_SIDE and 1 <= height <= MAXIMUM_SIDE):
        raise Refused("invalid", "the drawing is too large")
    return colour
