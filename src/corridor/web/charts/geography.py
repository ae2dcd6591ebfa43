"""Where an area lies on the quiet map: centres of regions and countries, never an address."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, log, pi, radians, sin, tan
from typing import Final

import msgspec

_SCALE: Final = 1040
_MIDDLE: Final = (480, 150)
_TURN: Final = 23
_LATITUDE: Final = 50.9


class Outline(msgspec.Struct, frozen=True):
    """Land and borders as paths on a sheet of `w` by `h`."""

    w: int
    h: int
    land: str
    borders: str


@dataclass(frozen=True, kw_only=True)
class Point:
    x: float
    y: float


@cache
def outline() -> Outline:
    return msgspec.json.decode(_read("base-map.json"), type=Outline)


@cache
def _centres() -> dict[str, tuple[int, int]]:
    """Longitude and latitude in whole degrees: a type that cannot hold a street."""
    return msgspec.json.decode(_read("areas.json"), type=dict[str, tuple[int, int]])


def areas() -> tuple[str, ...]:
    return tuple(_centres())


def point_of(area: str) -> Point | None:
    """None for an area that the sheet does not show, or that nobody has placed."""
    centre = _centres().get(area)
    if centre is None:
        return None
    found, sheet = _project(*centre), outline()
    inside = 0 <= found.x <= sheet.w and 0 <= found.y <= sheet.h
    return found if inside else None


def _read(name: str) -> bytes:
    return files("corridor").joinpath("data", "map", name).read_bytes()


def _project(longitude: float, latitude: float) -> Point:
    """Lambert's conformal conic, with the constants that the outline was cut with."""
    x0, y0 = _cone(0, _LATITUDE)
    x, y = _cone(longitude - _TURN, latitude)
    return Point(x=_MIDDLE[0] + _SCALE * (x - x0), y=_MIDDLE[1] - _SCALE * (y - y0))


def _half(latitude: float) -> float:
    return tan(pi / 4 + radians(latitude) / 2)


_SOUTH, _NORTH = 44, 58
_N: Final = log(cos(radians(_SOUTH)) / cos(radians(_NORTH))) / log(
    _half(_NORTH) / _half(_SOUTH)
)
_F: Final = cos(radians(_SOUTH)) * _half(_SOUTH) ** _N / _N


def _cone(longitude: float, latitude: float) -> tuple[float, float]:
    reach = _F / _half(latitude) ** _N
    return reach * sin(_N * radians(longitude)), _F - reach * cos(_N * radians(longitude))
