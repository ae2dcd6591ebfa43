from collections import Counter
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.web.charts.marks import Country, Mark, draw_applications, draw_key
from tests.web.charts.reading import boxes, corners, overlap, paper, shown

countries = st.lists(
    st.builds(
        Country,
        name=st.sampled_from(["Lithuania", "Германия", "Соединённое Королевство", "W" * 50]),
        granted=st.integers(0, 12),
        waiting=st.integers(0, 2_000) | st.integers(0, 9),
        refused=st.integers(0, 12),
        withdrawn=st.integers(0, 3),
    ),
    max_size=8,
)


def marks(drawing: Element) -> Counter[str]:
    return Counter(part.attrib["class"] for part in drawing.iter("circle"))


@given(countries)
def test_nothing_leaves_the_paper(found: list[Country]) -> None:
    for drawing in shown(draw_applications(found, label="Applications").drawing):
        width, height = paper(drawing)

        assert all(0 <= x <= width and 0 <= y <= height for x, y in corners(drawing))
        assert all(box[0] >= 0 and box[2] <= width for box in boxes(drawing))


@given(countries)
def test_no_words_lie_over_other_words(found: list[Country]) -> None:
    for drawing in shown(draw_applications(found, label="Applications").drawing):
        placed = boxes(drawing)

        assert not any(
            overlap(one, other) for at, one in enumerate(placed) for other in placed[at + 1 :]
        )


def test_one_mark_is_one_application() -> None:
    lithuania = Country(name="Lithuania", granted=2, waiting=3)
    france = Country(name="France", waiting=4, refused=2, withdrawn=1)

    drawn = draw_applications([lithuania, france], label="Applications")

    assert drawn.one_mark_is_one
    for drawing in shown(drawn.drawing):
        assert marks(drawing) == {"gr": 2, "wo": 7, "ro": 2, "axis": 1}


@given(st.integers(0, 200))
def test_marks_are_either_all_there_or_not_called_marks(waiting: int) -> None:
    drawn = draw_applications([Country(name="Canada", waiting=waiting)], label="Applications")

    for drawing in shown(drawn.drawing):
        assert marks(drawing)["wo"] == (waiting if drawn.one_mark_is_one else 0)


def test_two_thousand_applications_are_bars() -> None:
    drawn = draw_applications([Country(name="Canada", waiting=2_000)], label="Applications")

    assert not drawn.one_mark_is_one
    assert len(drawn.drawing) < 3_000


def test_no_country_is_an_empty_paper() -> None:
    drawn = draw_applications([], label="Applications")

    assert all(paper(drawing)[1] >= 1 for drawing in shown(drawn.drawing))


def test_a_country_without_applications_keeps_its_row() -> None:
    drawn = draw_applications([Country(name="Norway")], label="Applications")

    assert "Norway" in drawn.drawing


@pytest.mark.parametrize("mark", list(Mark))
def test_each_mark_of_the_legend_has_a_shape_of_its_own(mark: Mark) -> None:
    others = {str(draw_key(other)) for other in Mark if other is not mark}

    assert str(draw_key(mark)) not in others
    assert 'aria-hidden="true"' in draw_key(mark)
