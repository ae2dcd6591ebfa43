"""Style sheets know a start and an end, so that every page works from right to left."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import corridor.web

STATIC = Path(corridor.web.__file__).parent / "static"
SHEETS = sorted(STATIC.rglob("*.css"))
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:scroll-)?(?:margin|padding)-(?:left|right)|border-(?:left|right)[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:"
    r"|(?<![\w-])(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)"
)
FOUR = re.compile(r"(?<![\w-])(margin|padding|inset|border-width|border-radius)\s*:([^;}]+)")
VALUE = re.compile(r"(?:[^\s()]|\([^()]*\))+")


def faults(sheet: str) -> Iterator[str]:
    """Each declaration that means a side of the screen, not of the text."""
    plain = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    yield from (found[0] for found in PHYSICAL.finditer(plain))
    for name, said in FOUR.findall(plain):
        values = VALUE.findall(said.replace("!important", ""))
        if len(values) == 4 and _lopsided(name, values):
            yield f"{name}:{said}"


def _lopsided(name: str, values: list[str]) -> bool:
    first, second, third, fourth = values
    return (first, third) != (second, fourth) if name == "border-radius" else second != fourth


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_style_means_a_side_of_the_screen(sheet: Path) -> None:
    assert list(faults(sheet.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "wrong",
    [
        ".a{left:0}",
        ".a{margin-left:1rem}",
        ".a{padding:0 0 0 1rem}",
        ".a{text-align:right}",
        ".a{border-radius:1rem 0 0 0}",
        ".a{border-left:1px solid red}",
        ".a{float:left}",
    ],
)
def test_a_side_of_the_screen_is_noticed(wrong: str) -> None:
    assert len(list(faults(wrong))) == 1


@pytest.mark.parametrize(
    "right",
    [
        ".left{margin:0 1rem 0 1rem}",
        ".a{margin-inline-start:1rem;-webkit-margin-start:1rem}",
        ".a{border-radius:1rem 1rem 0 0}",
        ".a{inset-inline-start:0}",
        ".a{text-align:start}",
    ],
)
def test_a_side_of_the_text_is_not(right: str) -> None:
    assert list(faults(right)) == []
