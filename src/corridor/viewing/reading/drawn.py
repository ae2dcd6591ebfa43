"""What a reader makes of a file, before it is handed to the writer."""

from dataclasses import dataclass

from PIL import Image

from corridor.viewing.shown import Opened, Warned


@dataclass(frozen=True, kw_only=True)
class Page:
    number: int
    image: Image.Image
    """Red, green and blue; nothing else hangs on it that would be handed on."""
    at: int | None = None


@dataclass(frozen=True, kw_only=True)
class Samples:
    pcm: bytes
    """At most a second of two channels of 16 bits, 48,000 times a second."""


Drawn = Opened | Page | Samples | Warned
