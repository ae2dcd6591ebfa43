"""How long a worker waits for the first picture of a file that somebody sent."""

import time
from io import BytesIO

from PIL import Image

from bench.rows import at_most, percentile, show
from corridor.viewing.door import Viewer
from corridor.viewing.shown import Picture
from tests.viewing.files import pdf

LINE = "When the first message came, nobody knew how many would follow. "
PAGES = 28


def _written(pages: int) -> bytes:
    return pdf(*[LINE] * pages)


def _photograph() -> bytes:
    kept = BytesIO()
    Image.effect_noise((4000, 3000), 60).convert("RGB").save(kept, "JPEG", quality=88)
    return kept.getvalue()


def _waits(viewer: Viewer, content: bytes) -> tuple[float, float]:
    """Milliseconds to the first picture, and to the end."""
    began, first = time.perf_counter(), 0.0
    for item in viewer.convert([content], declared=""):
        if isinstance(item, Picture) and not first:
            first = (time.perf_counter() - began) * 1000
    return first, (time.perf_counter() - began) * 1000


def measure(*, times: int) -> None:
    viewer = Viewer()
    try:
        began = time.perf_counter()
        viewer.warm()
        cold = (time.perf_counter() - began) * 1000
        show("converter of files, started once", cold, at_most(1500, "ms"))
        _pages(viewer, times=times)
        photographs = sorted(_waits(viewer, _photograph())[0] for _ in range(times))
        show(
            "12-megapixel photograph shown, median",
            percentile(photographs, 0.5),
            at_most(700, "ms"),
        )
    finally:
        viewer.close()


def _pages(viewer: Viewer, *, times: int) -> None:
    waits = [_waits(viewer, _written(PAGES)) for _ in range(times + 1)][1:]
    first = sorted(one for one, _all in waits)
    whole = sorted(one for _first, one in waits)
    show("first page of a PDF, median", percentile(first, 0.5), at_most(150, "ms"))
    show(f"PDF of {PAGES} pages drawn, median", percentile(whole, 0.5), at_most(3000, "ms"))
