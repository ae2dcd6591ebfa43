from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.web.charts.curve import Curve, Line, Look, draw_curve
from tests.web.charts.reading import boxes, corners, overlap, paper, shown, words

FIRST = date(2017, 4, 1)
NAMES = ("asked", "out of the republic", "abroad")
RUSSIAN = ("обратились", "покинули республику", "за границей")


def day_name(day: date) -> str:
    return str(day.day)


def day_and_month(day: date) -> str:
    return f"{day.day} {day:%b}"


def curve_of(*totals: tuple[int, ...], names: tuple[str, ...] = NAMES) -> Curve:
    looks = (Look.PLAIN, Look.SHADED, Look.DASHED)
    return Curve(
        label="Running totals",
        first=FIRST,
        lines=tuple(
            Line(name=name, look=look, totals=counts)
            for name, look, counts in zip(names, looks, totals, strict=True)
        ),
        name_day=day_name,
        name_day_and_month=day_and_month,
    )


def running(steps: list[int]) -> tuple[int, ...]:
    return tuple(sum(steps[: day + 1]) for day in range(len(steps)))


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    days = draw(st.integers(1, 60))
    daily = st.lists(st.integers(0, 40), min_size=days, max_size=days)
    names = draw(st.sampled_from([NAMES, RUSSIAN, ("a", "b" * 60, "c d e f g h i j k")]))
    return curve_of(*(running(draw(daily)) for _ in range(3)), names=names)


@given(curves())
def test_nothing_leaves_the_paper(curve: Curve) -> None:
    for drawing in shown(draw_curve(curve)):
        width, height = paper(drawing)

        assert all(-1 <= x <= width + 1 and -1 <= y <= height + 1 for x, y in corners(drawing))
        assert all(box[0] >= -1 and box[2] <= width + 1 for box in boxes(drawing))
        assert all(box[1] >= -1 and box[3] <= height + 1 for box in boxes(drawing))


@given(curves())
def test_no_words_lie_over_other_words(curve: Curve) -> None:
    for drawing in shown(draw_curve(curve)):
        found = boxes(drawing)

        clashes = [
            (one, other)
            for place, one in enumerate(found)
            for other in found[place + 1 :]
            if overlap(one, other)
        ]

        assert clashes == []


@pytest.mark.parametrize("people", [0, 1, 2, 5, 83, 100, 1_999, 2_000])
def test_the_ends_say_the_last_totals(people: int) -> None:
    curve = curve_of((people, people), (0, people // 2), (0, people // 9))

    for drawing in shown(draw_curve(curve)):
        assert {str(people), str(people // 2), str(people // 9)} <= set(words(drawing))


def test_nobody_yet_is_a_flat_line_on_the_ground() -> None:
    drawing = shown(draw_curve(curve_of((0, 0, 0), (0, 0, 0), (0, 0, 0))))[0]

    (path,) = [part for part in drawing.iter("path") if part.get("class") == "s1"]
    assert path.attrib["d"].count("V") == 0
    assert "nan" not in path.attrib["d"]


def test_one_day_is_drawn_from_edge_to_edge() -> None:
    drawing = shown(draw_curve(curve_of((5,), (2,), (1,))))[0]

    (path,) = [part for part in drawing.iter("path") if part.get("class") == "s1"]
    grid = next(line for line in drawing.iter("line") if line.get("class") == "grid")
    assert path.attrib["d"].endswith(f"H{grid.attrib['x2']}")
    assert path.attrib["d"].startswith(f"M{grid.attrib['x1']} ")


def test_the_first_day_and_each_new_month_are_named_in_full() -> None:
    totals = running([1] * 47)

    wide = shown(draw_curve(curve_of(totals, totals, totals)))[0]

    assert [day for day in words(wide) if " " in day and day[0].isdigit()] == ["1 Apr", "6 May"]


def test_a_total_that_does_not_move_takes_no_room_in_the_path() -> None:
    still = curve_of((3,) * 400, (0,) * 400, (0,) * 400)

    drawing = shown(draw_curve(still))[0]

    assert all(len(part.get("d", "")) < 60 for part in drawing.iter("path"))


def test_ten_years_stay_light() -> None:
    days = (date(2027, 4, 1) - FIRST) // timedelta(days=1)
    totals = running([1, 0] * (days // 2))

    markup = draw_curve(curve_of(totals, totals, totals))

    assert len(markup) < 120_000


def test_lines_over_different_days_are_refused() -> None:
    with pytest.raises(ValueError, match="same days"):
        curve_of((1, 2), (1,), (0, 0))


def test_no_day_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="same days"):
        curve_of((), (), ())


def test_a_hostile_name_stays_words() -> None:
    markup = draw_curve(curve_of((1,), (1,), (1,), names=("<script>", '"><b', "a&b")))

    assert "<script" not in markup
    assert "<b" not in markup
