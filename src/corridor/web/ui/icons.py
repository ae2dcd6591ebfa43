"""Lucide icons (see icons/NOTICE.txt), drawn inline and only as decoration."""

from functools import cache
from importlib.resources import files
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

_FOLDER: Final = files("corridor.web.ui") / "icons"
_POINTS_ALONG: Final = frozenset({"chevron-right", "send", "undo-2"})


@cache
def _shape(name: str) -> SafeString:
    """Only what is inside the <svg>: our style sheet sets size, stroke and fill."""
    drawing = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    return SafeString(drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")])


def draw_icon(name: str, tone: str = "") -> SafeString:
    """Draw one icon, hidden from screen readers: words always stand beside it."""
    words = ["i", tone, "flip" if name in _POINTS_ALONG else ""]
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        " ".join(word for word in words if word),
        _shape(name),
    )
