import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.web.charts.geography import areas, point_of
from corridor.web.charts.journey_map import Stop, Way, draw_way
from tests.web.charts.reading import boxes, corners, drawings, overlap, paper, shown, words


def way(*names: str) -> Way:
    stops = tuple(
        Stop(area=name, name=name.replace("_", " "), note="planned", reached=place == 0)
        for place, name in enumerate(names)
    )
    return Way(label="By region", stops=stops)


ways = st.lists(st.sampled_from(areas()), min_size=1, max_size=7).map(lambda found: way(*found))


@pytest.mark.parametrize(
    ("area", "x", "y"),
    [
        ("north_caucasus", 768.3, 249.4),
        ("lithuania", 490.4, 76.0),
        ("france", 224.8, 183.6),
        ("germany", 333.4, 135.2),
    ],
)
def test_an_area_stands_where_the_outline_was_cut(area: str, x: float, y: float) -> None:
    point = point_of(area)

    assert point is not None
    assert point.x == pytest.approx(x, abs=0.2)
    assert point.y == pytest.approx(y, abs=0.2)


@pytest.mark.parametrize("area", ["canada", "siberia", "nowhere", ""])
def test_an_area_beyond_the_sheet_has_no_point(area: str) -> None:
    assert point_of(area) is None


@given(ways)
def test_nothing_leaves_the_sheet(found: Way) -> None:
    for drawing in shown(draw_way(found, key="m") or ""):
        width, height = paper(drawing)

        dots = [part for part in drawing.iter("circle") if "dot" in part.attrib["class"]]
        assert all(0 <= float(dot.attrib["cx"]) <= width for dot in dots)
        assert all(0 <= float(dot.attrib["cy"]) <= height for dot in dots)
        assert all(box[0] >= 0 and box[2] <= width + 1 for box in boxes(drawing))
        assert all(box[1] >= 0 and box[3] <= height for box in boxes(drawing))


@given(ways)
def test_no_name_lies_over_another(found: Way) -> None:
    for drawing in shown(draw_way(found, key="m") or ""):
        placed = boxes(drawing)

        assert not any(
            overlap(one, other) for at, one in enumerate(placed) for other in placed[at + 1 :]
        )


def test_a_way_outside_the_sheet_is_told_in_words_only() -> None:
    assert draw_way(way("canada", "united_states"), key="m") is None


def test_a_leg_not_gone_yet_is_dashed() -> None:
    gone = Stop(area="central_russia", name="Central Russia", reached=True)
    ahead = Stop(area="lithuania", name="Lithuania")
    start = Stop(area="north_caucasus", name="The republic", reached=True)

    markup = draw_way(Way(label="By region", stops=(start, gone, ahead)), key="m") or ""

    for drawing in shown(markup):
        legs = [part.get("class") for part in drawing.iter("path") if part.get("class")]
        assert legs == ["leg", "leg plan"]


def test_two_maps_on_one_page_share_no_id() -> None:
    both = (draw_way(way("volga"), key="a") or "") + (draw_way(way("volga"), key="b") or "")

    ids = [part.attrib["id"] for top in drawings(both) for part in top.iter() if part.get("id")]

    assert len(ids) == len(set(ids))


def test_both_sheets_say_the_same_aloud() -> None:
    markup = draw_way(way("volga", "georgia"), key="m") or ""

    assert [drawing.get("aria-label") for drawing in shown(markup)] == ["By region"] * 2
    assert all("volga" in words(drawing) for drawing in shown(markup))
    assert all(corners(drawing) for drawing in shown(markup))


def test_a_hostile_name_stays_words() -> None:
    stop = Stop(area="volga", name="<script>x</script>")

    assert "<script" not in (draw_way(Way(label='"<b>', stops=(stop,)), key="m") or "")
