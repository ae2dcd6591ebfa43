"""What lies in one heap: the same words, nearly the same ones, and none merely similar."""

from hypothesis import given
from hypothesis import strategies as st

from corridor.domain.likeness import FEWEST_ALIKE, groups, shingles

PLEA = (
    "they took my brother from work on friday and nobody says where he is please help us to"
    " find him before it is too late"
)
OTHER = (
    "i am a woman and my cousins have read my telephone i have to leave the house this week"
    " and i know nobody in another town"
)


def said(*texts: str) -> dict[int, frozenset[tuple[str, ...]]]:
    return {number: shingles(text.split()) for number, text in enumerate(texts)}


def test_the_same_words_lie_in_one_heap_from_the_fifth_on() -> None:
    four, five = said(*[PLEA] * 4), said(*[PLEA] * 5)

    assert groups(four) == ()
    assert groups(five) == ((0, 1, 2, 3, 4),)


def test_a_word_more_or_less_does_not_tear_a_heap() -> None:
    changed = [PLEA, f"hello {PLEA}", f"{PLEA} urgently", PLEA.replace("friday", "sunday")]

    assert groups(said(*changed, PLEA)) == ((0, 4, 1, 2, 3),)


def test_another_story_lies_in_no_heap_of_theirs() -> None:
    assert groups(said(*[PLEA] * 5, OTHER, OTHER)) == ((0, 1, 2, 3, 4),)


def test_two_heaps_are_two_and_the_larger_comes_first() -> None:
    heaps = groups(said(*[OTHER] * 5, *[PLEA] * 6))

    assert [len(heap) for heap in heaps] == [6, 5]


def test_the_same_words_in_another_order_are_another_text() -> None:
    turned = " ".join(reversed(PLEA.split()))

    assert groups(said(*[PLEA] * 4, turned)) == ()


def test_a_text_that_shares_half_is_not_nearly_the_same() -> None:
    half = " ".join([*PLEA.split()[:14], *OTHER.split()[:14]])

    assert groups(said(*[PLEA] * 4, half)) == ()


def test_a_word_or_two_are_compared_whole() -> None:
    assert groups(said(*["help me"] * 5, "help", "me")) == ((0, 1, 2, 3, 4),)


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=8), max_size=40))
def test_nobody_lies_in_two_heaps_and_no_heap_is_small(texts: list[list[str]]) -> None:
    heaps = groups({number: shingles(words) for number, words in enumerate(texts)})

    lying = [one for heap in heaps for one in heap]
    assert len(lying) == len(set(lying))
    assert all(len(heap) >= FEWEST_ALIKE for heap in heaps)
