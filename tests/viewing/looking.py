"""What a test sees of a file: its pictures as pixels, its warnings as a set."""

from collections.abc import Iterable
from io import BytesIO

from PIL import Image

from corridor.viewing.door import Viewer
from corridor.viewing.limits import LIMITS, Limits
from corridor.viewing.shown import Caution, Kind, Opened, Picture, Shown, SoundPart, Warned


class Seen:
    def __init__(self, shown: Iterable[Shown]) -> None:
        self.shown = list(shown)
        self.pictures = [item for item in self.shown if isinstance(item, Picture)]
        self.cautions = {
            item.caution: item.count for item in self.shown if isinstance(item, Warned)
        }
        self.sound = b"".join(item.opus for item in self.shown if isinstance(item, SoundPart))

    @property
    def opened(self) -> Opened:
        (opened,) = [item for item in self.shown if isinstance(item, Opened)]
        return opened

    @property
    def kind(self) -> Kind:
        return self.opened.kind

    @property
    def warned(self) -> set[Caution]:
        return set(self.cautions)

    @property
    def images(self) -> list[Image.Image]:
        return [Image.open(BytesIO(one.webp)).convert("RGB") for one in self.pictures]

    @property
    def image(self) -> Image.Image:
        (image,) = self.images
        return image


class Look:
    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer

    def __call__(self, content: bytes, *, declared: str = "", limits: Limits = LIMITS) -> Seen:
        return Seen(self._viewer.convert([content], declared=declared, limits=limits))


def is_like(found: object, wanted: tuple[int, int, int], *, within: int = 24) -> bool:
    """A colour that went through a picture format is nearly the same."""
    assert isinstance(found, tuple)
    return all(abs(one - two) <= within for one, two in zip(found, wanted, strict=True))


def ink(image: Image.Image) -> int:
    """How many pixels are dark: whether anything is written there."""
    return sum(image.convert("L").histogram()[:128])
