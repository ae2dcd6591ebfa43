"""Elements of a drawing: every text escaped, every number finite and short."""

from math import isfinite
from typing import Final

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

Value = str | float | None

_SPELLED: Final = {"kind": "class", "view_box": "viewBox"}


def element(tag: str, *inside: str, **attributes: Value) -> SafeString:
    """`kind` is the class, `text_anchor` is written text-anchor, None is left out."""
    written = [
        f' {_spell(name)}="{_write(value)}"'
        for name, value in attributes.items()
        if value is not None
    ]
    # format_html for each of hundreds of elements took half of the time of the whole page
    return SafeString(f"<{tag}{''.join(written)}>{together(*inside)}</{tag}>")


def together(*parts: str) -> SafeString:
    return SafeString("".join(map(conditional_escape, parts)))


def picture(*inside: str, kind: str, label: str, width: float, height: float) -> SafeString:
    """A drawing that a screen reader announces as one image with these words."""
    return element(
        "svg",
        *inside,
        kind=kind,
        view_box=f"0 0 {number(width)} {number(height)}",
        role="img",
        aria_label=label,
    )


def number(value: float) -> str:
    if not isfinite(value):
        raise ValueError("a drawing takes finite numbers only")
    short = f"{value:.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def _spell(name: str) -> str:
    return _SPELLED.get(name, name.replace("_", "-"))


def _write(value: Value) -> str:
    return conditional_escape(value) if isinstance(value, str) else number(value or 0)
