"""The style sheet and the icons: readable, light, and nothing inline."""

import gzip
import re
from pathlib import Path

import pytest

import corridor.web

WEB = Path(corridor.web.__file__).parent
CSS = (WEB / "static/desk/desk.css").read_text(encoding="utf-8")
TEMPLATES = sorted((WEB / "templates/desk").rglob("*.html"))
MOST_STYLE = 14 * 1024
TEXT, CONTROL = 4.5, 3.0

PAIRS = (
    ("ink", "bg", TEXT),
    ("ink-2", "surface", TEXT),
    ("ink-3", "bg", TEXT),
    ("ink-3", "surface-2", TEXT),
    ("line-strong", "surface", CONTROL),
    ("on-brand", "brand", TEXT),
    ("on-brand", "brand-h", TEXT),
    ("brand-ink", "brand-tint", TEXT),
    ("blue", "surface", TEXT),
    ("blue", "blue-tint", TEXT),
    ("amber", "surface", TEXT),
    ("amber", "amber-tint", TEXT),
    ("amber-mark", "surface", CONTROL),
    ("red", "surface", TEXT),
    ("red", "red-tint", TEXT),
    ("violet", "violet-tint", TEXT),
    ("ink", "blue-tint", TEXT),
    ("focus", "bg", CONTROL),
    ("rail-ink", "rail", TEXT),
    ("rail-dim", "rail", TEXT),
    ("rail-dim", "rail-on", TEXT),
)


def tokens(theme: int) -> dict[str, str]:
    """Read the colours of one theme: 0 is light, 1 is dark."""
    plain = dict(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]{3,6})", CSS))
    both = re.findall(r"--([a-z0-9-]+):light-dark\((#[0-9a-f]+),(#[0-9a-f]+)\)", CSS)
    return plain | {name: colours[theme] for name, *colours in both}


def luminance(colour: str) -> float:
    digits = colour[1:]
    wide = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(wide[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_what_is_written_can_be_read(ink: str, ground: str, least: float, theme: int) -> None:
    colours = tokens(theme)

    assert contrast(colours[ink], colours[ground]) >= least


def test_contrast_is_computed_as_the_guideline_says() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#ffffff") < TEXT


def test_the_style_sheet_is_light_and_asks_nobody_outside() -> None:
    assert len(gzip.compress(CSS.encode(), 9)) <= MOST_STYLE
    assert "@import" not in CSS
    for address in re.findall(r"url\(([^)]*)\)", CSS):
        assert (WEB / "static/desk" / address.strip("\"'")).is_file()


def test_directions_are_logical_so_that_right_to_left_works() -> None:
    sided = re.findall(r"(?:margin|padding|border)-(?:left|right)|[;{](?:left|right):", CSS)

    assert sided == []


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix()
)
def test_a_template_holds_no_style_no_handler_and_trusts_no_text(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    drawn = re.sub(r"\{%.*?%\}", "", text)
    assert not re.search(r"\sstyle=|\son[a-z]+=|hx-on|hx-vals", drawn)
    assert not re.search(r"\|\s*safe\b|autoescape", text)


def test_every_icon_that_a_page_draws_is_kept() -> None:
    sources = [*WEB.rglob("*.html"), *WEB.rglob("*.py")]
    written = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    kept = {path.stem for path in (WEB / "ui/icons").glob("*.svg")}

    drawn = set(re.findall(r'{% icon "([a-z0-9-]+)"', written))

    assert drawn - kept == set()
    assert drawn


def test_icons_carry_the_notice_of_those_who_drew_them() -> None:
    notice = (WEB / "ui/icons/NOTICE.txt").read_text(encoding="utf-8")

    assert "ISC License" in notice
    assert "Cole Bemis" in notice
