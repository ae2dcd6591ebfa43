import pytest

from corridor.web.charts.scale import round_values, tick_days
from corridor.web.charts.svg import element, number


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_without_a_place_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        number(value)


@pytest.mark.parametrize(
    ("value", "short"), [(0, "0"), (-0.04, "0"), (12.0, "12"), (12.34, "12.3"), (2000, "2000")]
)
def test_numbers_are_short(value: float, short: str) -> None:
    assert number(value) == short


def test_words_and_attributes_are_escaped() -> None:
    assert element("text", "<&", kind='"') == '<text class="&quot;">&lt;&amp;</text>'


@pytest.mark.parametrize(
    ("most", "values"),
    [(0, (0,)), (1, (0, 1)), (83, (0, 20, 40, 60, 80)), (2000, (0, 500, 1000, 1500, 2000))],
)
def test_grid_lines_stand_at_round_numbers(most: int, values: tuple[int, ...]) -> None:
    assert round_values(most) == values


@pytest.mark.parametrize(("days", "room"), [(0, 8), (46, 8), (46, 4), (3_650, 8), (10, 0)])
def test_day_names_never_exceed_their_room(days: int, room: int) -> None:
    assert 1 <= len(tick_days(days, room=room)) <= max(1, room)
