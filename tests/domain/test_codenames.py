import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.domain.codenames import LANGUAGES, choose, names

BORNE_BY_PEOPLE = """
    rose lily daisy violet iris ivy poppy robin martin jay ruby pearl amber jade coral
    crystal dawn summer autumn april may june basil sage ginger myrtle fern heather hazel olive
    jasmine jasper viola opal laurel rowan brook dale glen clay cliff reed heath lynn merlin
    роза лилия вера надежда любовь лев марина майя виола мила злата рада светлана камилла
    лиана жасмина снежана цветана ярослава
"""
GIVEN_NAMES = set(BORNE_BY_PEOPLE.split())
BETRAYING = re.compile(
    r"""rainbow|pride|lavender|pansy|\bfruit\b|refug|escape|visa|passport|border|prison|police|
    secret|hide|church|mosque|gun|bomb|knife|cage|victim|flight|
    радуг|голуб|побег|бегл|убеж|виза|паспорт|границ|тюрьм|полиц|тайн|церк|мечет|бомб|нож|
    жертв|петух|козёл|козерог""",
    re.VERBOSE,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_names_for_a_crisis(language: str) -> None:
    listed = names(language)

    assert len(listed) >= 500
    assert len({name.casefold().replace("ё", "е") for name in listed}) == len(listed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_is_a_persons_or_betrays_what_this_is(language: str) -> None:
    lowered = [name.casefold() for name in names(language)]

    assert not GIVEN_NAMES.intersection(lowered)
    assert [name for name in lowered if BETRAYING.search(name)] == []


@pytest.mark.parametrize(
    ("language", "letters"), [("en", "[A-Z][a-z]+"), ("ru", "[А-ЯЁ][а-яё]+")]
)
def test_a_name_is_one_word_in_its_own_script(language: str, letters: str) -> None:
    assert all(re.fullmatch(letters, name) for name in names(language))


@given(st.sets(st.sampled_from(names("en"))), st.randoms(use_true_random=False))
def test_a_name_that_is_borne_is_never_given_again(taken: set[str], chance: object) -> None:
    drawn = choose(taken, chance.randrange)  # type: ignore[attr-defined]

    assert drawn not in taken


def test_when_all_are_borne_they_begin_again_with_a_number() -> None:
    first = names("ru")
    second = {f"{name} 2" for name in first}

    assert choose(first, lambda _: 0, language="ru") == f"{first[0]} 2"
    assert choose({*first, *second}, lambda _: 0, language="ru") == f"{first[0]} 3"


def test_every_free_name_can_be_drawn() -> None:
    taken = set(names("en")[2:])

    assert {choose(taken, lambda _, n=n: n) for n in (0, 1)} == set(names("en")[:2])  # type: ignore[misc]


def test_a_language_without_a_list_borrows_the_first() -> None:
    assert choose((), lambda _: 0, language="ce") == names("en")[0]
