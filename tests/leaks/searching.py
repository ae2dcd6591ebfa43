"""Look for words in bytes, however they may be written down."""

import re
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path

from tests.leaks.words import Plants, transliterated

_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_MOST_INFLATED = 8 * 1024 * 1024
_STEP = 64 * 1024  # noise looks like a beginning often, and is given up within a step
_CONTAMINATED = (0, 2, 3)  # letters of base64 that also hold bits of what stands before


@cache
def disguises(word: str) -> Mapping[str, bytes]:
    """Every way of writing a word down that is searched for, by name."""
    plain = word.encode()
    found = {
        "utf-8": plain,
        "utf-16-le": word.encode("utf-16-le"),
        "utf-16-be": word.encode("utf-16-be"),
        "transliterated": transliterated(word).encode(),
        "u-escaped": "".join(f"\\u{ord(letter):04x}" for letter in word).encode(),
        "percent": "".join(f"%{byte:02X}" for byte in plain).encode(),
        "percent in small letters": "".join(f"%{byte:02x}" for byte in plain).encode(),
        "entities": "".join(f"&#{ord(letter)};" for letter in word).encode(),
        "x-escaped": "".join(f"\\x{byte:02x}" for byte in plain).encode(),
    }
    for name, raw in (("utf-8", plain), ("utf-16-le", found["utf-16-le"])):
        found[f"hex of {name}"] = raw.hex().encode()
        found[f"HEX of {name}"] = raw.hex().upper().encode()
        for shift in range(3):
            base64 = _base64(raw, shift=shift)
            found[f"base64 of {name} at {shift}"] = base64
            found[f"base64url of {name} at {shift}"] = base64.translate(
                bytes.maketrans(b"+/", b"-_")
            )
    return found


def _base64(raw: bytes, *, shift: int) -> bytes:
    """The letters that are the same whatever stands before and after."""
    whole = 8 * (shift + len(raw)) // 6
    return b64encode(bytes(shift) + raw)[_CONTAMINATED[shift] : whole]


def found_in(data: bytes, plants: Plants) -> dict[str, str]:
    """Where each word that is found was planted, and how it was written."""
    found: dict[str, str] = {}
    for layer in (data, *inflated(data)):
        if any(form in layer for stem in plants.stems for form in _stem_forms(stem)):
            found |= _words_in(layer, plants)
        for place, secret in plants.secrets.items():
            if any(form in layer for form in _secret_forms(secret)):
                found[place] = "a secret"
    return found


@cache
def _stem_forms(stem: str) -> frozenset[bytes]:
    return frozenset(disguises(stem).values())


@cache
def _secret_forms(secret: str) -> tuple[bytes, ...]:
    forms = disguises(secret)
    return (forms["utf-8"], forms["hex of utf-8"], forms["base64 of utf-8 at 0"])


def _words_in(layer: bytes, plants: Plants) -> dict[str, str]:
    """Every writing of a word begins as that of its stem does, however it is written down."""
    written = {
        form: (place, how)
        for place, word in plants.where.items()
        for how, form in disguises(word).items()
    }
    beginnings = {
        (form, len(disguises(word)[how]))
        for word in _one_of_each(plants)
        for how, form in disguises(_stem_of(word, plants)).items()
    }
    begun = (
        layer[place : place + length]
        for form, length in beginnings
        for place in _places_of(form, layer)
    )
    return dict(written[form] for form in begun if form in written)


def _stem_of(word: str, plants: Plants) -> str:
    return next(stem for stem in plants.stems if word.startswith(stem))


def _one_of_each(plants: Plants) -> Iterator[str]:
    """Words of one stem are equally long, in every writing."""
    words = plants.where.values()
    for stem in plants.stems:
        yield from islice((word for word in words if word.startswith(stem)), 1)


def _places_of(form: bytes, layer: bytes) -> Iterator[int]:
    place = layer.find(form)
    while place >= 0:
        yield place
        place = layer.find(form, place + 1)


def inflated(data: bytes) -> Iterator[bytes]:
    """What any deflated stream with a header holds, wherever it begins, as far as it goes."""
    whole = memoryview(data)
    for match in _ZLIB.finditer(data):
        opened = _opened(whole[match.start() :])
        if opened:
            yield opened


def _opened(packed: memoryview) -> bytes:
    stream, opened = zlib.decompressobj(wbits=47), bytearray()
    for at in range(0, len(packed), _STEP):
        try:
            opened += stream.decompress(packed[at : at + _STEP], _MOST_INFLATED)
        except zlib.error:
            break
        if stream.eof or len(opened) >= _MOST_INFLATED:
            break
    return bytes(opened)


def files_under(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def found_in_files(paths: Iterable[Path], plants: Plants) -> dict[str, str]:
    """Also in the names of the files: each place with the file and the writing."""
    found: dict[str, str] = {}
    for path in paths:
        try:
            data = bytes(path) + b"\n" + path.read_bytes()
        except OSError:  # gone meanwhile
            data = bytes(path)
        found |= {place: f"{path.name}: {how}" for place, how in found_in(data, plants).items()}
    return found
