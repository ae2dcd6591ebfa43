"""What has to hold for every name: both ways round, in any case, order and spelling."""

import unicodedata
import warnings

import iuliia
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor.domain.names.comparing import SAME, Listener, Name, compare, same
from corridor.domain.names.reference import weights

MEN = ("Иван", "Пётр", "Магомед", "Юрий", "Евгений", "Шамиль", "Фёдор", "Алексей", "Ильяс")
FATHERS = ("Петрович", "Юрьевич", "Алексеевич", "Магомедович", "Ильич", "Евгеньевич")
SURNAMES = (
    "Соколов", "Щербаков", "Жуковский", "Цой", "Хачатурян", "Ельцов", "Королёв", "Исаев",
    "Чайкин", "Юшкевич", "Шумейко", "Эльдаров", "Яценко", "Объедков",
)  # fmt: skip
NAMES = st.tuples(
    st.sampled_from(MEN), st.sampled_from(FATHERS), st.sampled_from(SURNAMES)
).map(" ".join)
ALMOST_ALIKE = st.lists(
    st.sampled_from(("Исаев", "Исаков", "Мусаев", "Русаев", "Иса", "Муса", "Руса", "А", "М")),
    min_size=1,
    max_size=4,
).map(" ".join)
ANYTHING = st.text(max_size=40)
SCHEMAS = sorted(name for name in dir(iuliia) if name.isupper())
UNSEEN = ("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u0301")


def read(name: str) -> Name:
    return Listener().read(name)


def figure(one: str, other: str) -> float:
    return compare(read(one), read(other))


@given(ANYTHING, ANYTHING)
def test_it_is_the_same_figure_both_ways_round(one: str, other: str) -> None:
    assert figure(one, other) == figure(other, one)


@given(NAMES, NAMES)
def test_it_is_the_same_figure_both_ways_round_for_names(one: str, other: str) -> None:
    assert figure(one, other) == figure(other, one)


@given(ALMOST_ALIKE, ALMOST_ALIKE)
@settings(max_examples=300)
def test_it_is_the_same_figure_both_ways_round_where_every_word_fits_every_other(
    one: str, other: str
) -> None:
    assert figure(one, other) == figure(other, one)


@given(ANYTHING, ANYTHING)
def test_a_figure_lies_between_nothing_and_one(one: str, other: str) -> None:
    assert 0.0 <= figure(one, other) <= 1.0


@given(ANYTHING)
def test_a_name_is_itself(name: str) -> None:
    assert figure(name, name) == (1.0 if read(name).words else 0.0)


@given(NAMES, NAMES, st.sampled_from((str.upper, str.lower, str.title)))
def test_capitals_say_nothing(one: str, other: str, written: object) -> None:
    changed = written(one) if callable(written) else ""

    assert figure(changed, other) == figure(one, other)


@given(NAMES, st.permutations(range(3)))
def test_order_says_nothing_against(name: str, order: list[int]) -> None:
    words = name.split()

    assert figure(name, " ".join(words[place] for place in order)) == 1.0


@given(NAMES, NAMES, st.sampled_from(UNSEEN), st.integers(1, 8))
def test_unseen_signs_say_nothing(one: str, other: str, sign: str, place: int) -> None:
    changed = unicodedata.normalize("NFD", one[:place] + sign + one[place:])

    assert figure(changed, other) == figure(one, other)


@pytest.mark.parametrize("schema", SCHEMAS)
@given(name=NAMES)
def test_every_official_spelling_of_a_name_is_that_name(schema: str, name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spelled = iuliia.translate(name, getattr(iuliia, schema))

    assert same(figure(name, spelled)), (name, spelled)


def test_the_threshold_is_shipped_with_the_weights_that_it_was_measured_with() -> None:
    assert weights().same == SAME
    assert 0.5 < SAME < 0.9


def test_a_listener_forgets_with_its_owner() -> None:
    first, second = Listener(), Listener()
    first.read("Анна Соколова")

    assert first.remembered == 2
    assert second.remembered == 0
