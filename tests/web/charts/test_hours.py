import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.web.charts.hours import Hours, draw_hours
from tests.web.charts.reading import boxes, corners, overlap, paper, shown, words

NAMES = tuple(f"{hour:02}:00" for hour in range(24))
counts = st.lists(st.integers(0, 3_000), min_size=24, max_size=24).map(tuple)


def drawn(many: tuple[int, ...]) -> str:
    return draw_hours(Hours(label="What came", counts=many, names=NAMES))


@given(counts)
def test_nothing_leaves_the_paper(many: tuple[int, ...]) -> None:
    for drawing in shown(drawn(many)):
        width, height = paper(drawing)

        assert all(0 <= x <= width and 0 <= y <= height for x, y in corners(drawing))
        assert all(box[0] >= 0 and box[2] <= width for box in boxes(drawing))


@given(counts)
def test_no_words_lie_over_other_words(many: tuple[int, ...]) -> None:
    for drawing in shown(drawn(many)):
        placed = boxes(drawing)

        assert not any(
            overlap(one, other)
            for place, one in enumerate(placed)
            for other in placed[place + 1 :]
        )


@given(counts)
def test_every_hour_in_which_somebody_came_has_its_bar(many: tuple[int, ...]) -> None:
    for drawing in shown(drawn(many)):
        bars = list(drawing.iter("rect"))

        assert len(bars) == sum(1 for one in many if one)


def test_the_hour_that_runs_now_is_named_and_looks_another_way() -> None:
    for drawing in shown(drawn((1,) * 24)):
        kinds = [bar.get("class") for bar in drawing.iter("rect")]

        assert "23:00" in words(drawing)
        assert kinds == ["bar"] * 23 + ["f1"]


def test_a_quiet_day_is_drawn_without_bars() -> None:
    assert [list(one.iter("rect")) for one in shown(drawn((0,) * 24))] == [[], []]


@pytest.mark.parametrize("many", [(), (1, 2)])
def test_hours_without_names_are_no_drawing(many: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="one count and one name"):
        Hours(label="", counts=many, names=("10:00",) if many else ())
