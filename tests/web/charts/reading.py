"""Reads a drawing back as a viewer would: numbers, boxes of words, labels."""

import re
from xml.etree.ElementTree import Element, fromstring

from corridor.web.charts.lettering import BOLD, LARGE, SMALL, width_of

Box = tuple[float, float, float, float]

_SIZES = {"t-b": BOLD, "t-on": LARGE, "lbl": BOLD, "sub": 13.0}


def drawings(markup: str) -> list[Element]:
    """Every drawing in the markup; a broken element fails here."""
    return list(fromstring(f"<all>{markup}</all>"))


def shown(markup: str) -> list[Element]:
    return [drawing for drawing in drawings(markup) if drawing.get("role") == "img"]


def paper(drawing: Element) -> tuple[float, float]:
    _, _, width, height = (float(part) for part in drawing.attrib["viewBox"].split())
    return width, height


def words(drawing: Element) -> list[str]:
    return [text.text or "" for text in drawing.iter("text")]


def boxes(drawing: Element) -> list[Box]:
    return [_box(text) for text in drawing.iter("text")]


def corners(drawing: Element) -> list[tuple[float, float]]:
    """Every point of every line, circle, bar and path with plain coordinates."""
    found: list[tuple[float, float]] = []
    for part in drawing.iter():
        found += _corners(part)
    return found


def overlap(one: Box, other: Box) -> bool:
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


def _corners(part: Element) -> list[tuple[float, float]]:
    at = {name: float(part.get(name, "0")) for name in ("x", "y", "x1", "x2", "y1", "y2")}
    match part.tag:
        case "line":
            return [(at["x1"], at["y1"]), (at["x2"], at["y2"])]
        case "circle":
            x, y, r = (float(part.attrib[name]) for name in ("cx", "cy", "r"))
            return [(x - r, y - r), (x + r, y + r)]
        case "rect":
            far = at["x"] + float(part.attrib["width"]), at["y"] + float(part.attrib["height"])
            return [(at["x"], at["y"]), far]
        case "path":
            return _path(part.get("d", ""))
        case _:
            return []


def _path(path: str) -> list[tuple[float, float]]:
    """Absolute M, H, V of a step curve; small relative marks (ticks, crosses) start at M."""
    start = re.match(r"M([-\d.]+) ([-\d.]+)", path)
    if start is None:
        return []
    x, y = float(start[1]), float(start[2])
    found = [(x, y)]
    for turn, value in re.findall(r"([HV])([-\d.]+)", path):
        x, y = (float(value), y) if turn == "H" else (x, float(value))
        found.append((x, y))
    return found


def _box(text: Element) -> Box:
    kinds = text.get("class", "").split()
    size = next((_SIZES[kind] for kind in kinds if kind in _SIZES), SMALL)
    long, x, y = (
        width_of(text.text or "", size),
        float(text.attrib["x"]),
        float(text.attrib["y"]),
    )
    left = x - {"end": long, "middle": long / 2}.get(text.get("text-anchor", "start"), 0.0)
    return left, y - size * 0.8, left + long, y + size * 0.2
