from hypothesis import given
from hypothesis import strategies as st

from corridor.web.charts.funnel import Stage, Tone, draw_funnel
from tests.web.charts.reading import boxes, corners, overlap, paper, shown, words

OTHERS = "14 are preparing, 11 stay for now, 4 gone quiet, 2 missing"


def stage(count: int, *, name: str = "In touch", others: str = OTHERS) -> Stage:
    return Stage(name=name, count=count, share="89%", tone=Tone.OUT, others=others)


stages = st.lists(
    st.builds(
        stage,
        st.integers(0, 2_000),
        name=st.sampled_from(["Asked for help", "Покинули республику", "x" * 90]),
        others=st.sampled_from(["", OTHERS, f"{OTHERS}, {OTHERS}", "слово " * 40]),
    ),
    max_size=6,
)


@given(stages)
def test_nothing_leaves_the_paper(found: list[Stage]) -> None:
    for drawing in shown(draw_funnel(found, label="Steps")):
        width, height = paper(drawing)

        assert all(0 <= x <= width and 0 <= y <= height for x, y in corners(drawing))
        assert all(box[0] >= 0 and box[2] <= width for box in boxes(drawing))
        assert all(box[1] >= 0 and box[3] <= height for box in boxes(drawing))


@given(stages)
def test_no_words_lie_over_other_words(found: list[Stage]) -> None:
    for drawing in shown(draw_funnel(found, label="Steps")):
        placed = boxes(drawing)

        assert not any(
            overlap(one, other) for at, one in enumerate(placed) for other in placed[at + 1 :]
        )


def test_nobody_has_no_bar_and_still_a_count() -> None:
    for drawing in shown(draw_funnel([stage(0, others="")], label="Steps")):
        assert [part.get("class") for part in drawing.iter("rect")] == ["bar0"]
        assert "0" in words(drawing)


def test_a_bar_is_as_long_as_its_share_of_the_first() -> None:
    drawing = shown(draw_funnel([stage(80), stage(20)], label="Steps"))[0]

    whole, quarter = (part for part in drawing.iter("rect") if part.get("class") == "bar")

    assert float(whole.attrib["width"]) == 4 * float(quarter.attrib["width"])


def test_a_count_too_broad_for_its_bar_stands_beside_it() -> None:
    drawing = shown(draw_funnel([stage(2_000), stage(1)], label="Steps"))[0]

    one = next(text for text in drawing.iter("text") if text.text == "1")

    assert one.get("class") == "t-b"


def test_where_the_others_are_is_told_in_full() -> None:
    for drawing in shown(draw_funnel([stage(83), stage(43)], label="Steps")):
        assert " ".join(words(drawing)).count("gone quiet") == 2
