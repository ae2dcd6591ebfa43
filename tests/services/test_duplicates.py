"""The same person twice: offered with reasons, judged by people, undone, counted once."""

from datetime import date

import pytest

from corridor.base.ids import ChainId, PersonId
from corridor.domain.duplicates import Ground
from corridor.domain.errors import LinkedAlreadyError, NotFoundError, SamePersonError
from corridor.domain.figures import Measure
from corridor.domain.filings import FilingKind, FilingLodged
from corridor.domain.identity import (
    BirthSet,
    ContactKept,
    Name,
    NameKind,
    NamesSet,
    SafeWith,
    Script,
)
from corridor.domain.intake import Channel
from corridor.domain.names.reasons import How
from corridor.domain.people import Likened, Verdict
from corridor.services.casefiles import open_file
from corridor.services.chains import case_chain, identity_chain
from corridor.services.collecting import collect
from corridor.services.duplicates import Candidate, compared_by_name, likely, newest_likely
from corridor.services.filings import lodge, new_filing
from corridor.services.identity import write_identity
from corridor.services.likening import judge
from corridor.services.statistics import see_statistics
from tests.services.world import World

STORY = (
    "Сосед предупредил вечером, утром приезжали четверо на чёрной машине, спрашивали "
    "телефон и фотографии, отец обещал отвезти меня обратно"
)


@pytest.fixture
def world() -> World:
    return World()


def asks(world: World, what: str = "Help me.") -> ChainId:
    _, dialogue = world.ask(what)
    collect(world.as_member("lyra"))
    return case_chain(dialogue)


def kept_card(world: World, case: ChainId) -> bytes:
    """Where the store keeps the summary of a case's names."""
    chain = identity_chain(case)
    (place,) = (at for at, (_, card) in world.desk._rows.cards.items() if card.chain == chain)
    return place


def person_of(world: World, case: ChainId) -> PersonId:
    return open_file(world.as_member("lyra"), case).case.people[0].person


def named(world: World, name: str, *, what: str = "Help me.") -> ChainId:
    case = asks(world, what)
    person = person_of(world, case)
    given = Name(value=name, script=Script.OTHER, sort=NameKind.LEGAL, safe_with=SafeWith.TEAM)
    write_identity(world.as_member("lyra"), case, NamesSet(person=person, names=(given,)))
    return case


def born(world: World, case: ChainId, day: str) -> None:
    fact = BirthSet(person=person_of(world, case), born=day, place="")
    write_identity(world.as_member("lyra"), case, fact)


def rings(world: World, case: ChainId, number: str) -> None:
    fact = ContactKept(
        person=person_of(world, case), channel=Channel.PHONE, value=number, words=""
    )
    write_identity(world.as_member("lyra"), case, fact)


def offered(world: World, case: ChainId, *, to: str = "lyra") -> tuple[Candidate, ...]:
    return likely(world.as_member(to), case)[0].candidates


def grounds(candidate: Candidate) -> set[Ground]:
    return {one.ground for one in candidate.evidence}


def say(
    world: World, one: ChainId, other: ChainId, verdict: Verdict, *, by: str = "lyra"
) -> None:
    places = [(case, person_of(world, case)) for case in (one, other)]
    judge(world.as_member(by), *places, verdict=verdict)


def applied(person: PersonId, country: str) -> FilingLodged:
    return FilingLodged(
        filing=new_filing(),
        person=person,
        country=country,
        route=FilingKind.VISA,
        on=date(2017, 4, 1),
    )


def asked(world: World) -> int:
    desk = world.as_member("lyra")
    return see_statistics(desk, as_of=date(2017, 4, 30)).asked.count


def test_one_name_in_two_alphabets_is_offered_with_its_reasons(world: World) -> None:
    first = named(world, "Хьамзат Русланович Дадаев")
    second = named(world, "Khamzat Dadayev")

    (found,) = offered(world, second)

    assert found.case == first
    (evidence,) = found.evidence
    assert evidence.ground is Ground.NAMES
    assert evidence.how == (How.SAME_SOUND, How.SAME_SOUND, How.FATHER_LEFT_OUT)


def test_a_brother_is_not_offered(world: World) -> None:
    named(world, "Иван Петрович Соколов")
    brother = named(world, "Сергей Петрович Соколов")

    assert offered(world, brother) == ()


def test_another_year_of_birth_speaks_against_and_the_same_for(world: World) -> None:
    old, young, same = (named(world, "Иван Соколов") for _ in range(3))
    born(world, old, "1961")
    born(world, young, "1994-03-08")
    born(world, same, "1994")

    found = {one.case: grounds(one) for one in offered(world, young)}

    assert found == {same: {Ground.NAMES, Ground.BIRTH_YEAR}}


def test_a_number_is_one_however_it_was_written(world: World) -> None:
    first, second = named(world, "Лев Орлов"), named(world, "Яна Жук")
    rings(world, first, "+7 928 000-11-22")
    rings(world, second, "8 (928) 000 11 22")

    (found,) = offered(world, second)

    assert (found.case, grounds(found)) == (first, {Ground.PHONE})


def test_a_number_in_what_they_wrote_is_found_without_a_name(world: World) -> None:
    first = asks(world, "Позвоните по номеру 8 928 000-11-22 после девяти.")
    second = asks(world, "Мой телефон +79280001122, лучше утром.")
    asks(world, "Заказ 928, комната 000, с 11 до 22 часов.")

    (found,) = offered(world, second, to="altair")

    assert (found.case, grounds(found)) == (first, {Ground.PHONE})


def test_a_story_told_twice_is_offered_and_common_words_are_not(world: World) -> None:
    first = asks(world, STORY)
    second = asks(world, f"Пишу ещё раз. {STORY}. Ответьте.")
    asks(world, "Пишу ещё раз. Ответьте.")

    (found,) = offered(world, second)

    assert (found.case, grounds(found)) == (first, {Ground.STORY})


def test_who_has_no_key_to_names_is_offered_nothing_by_name(world: World) -> None:
    named(world, "Анна Соколова")
    second = named(world, "Anna Sokolova")

    assert not compared_by_name(world.as_member("altair"))
    assert offered(world, second, to="altair") == ()
    assert len(world.stores.identities) == 0


def test_no_word_of_a_name_is_in_what_is_offered(world: World) -> None:
    named(world, "Анна Соколова")
    named(world, "Anna Sokolova")

    told = repr(newest_likely(world.as_member("lyra"))).lower()

    assert "names" in told
    assert "sokolova" not in told
    assert "соколова" not in told


@pytest.mark.parametrize("who", ["deneb", "rigel", "vega", "sirius"])
def test_others_are_told_that_there_is_nothing(world: World, who: str) -> None:
    case = named(world, "Анна Соколова")

    with pytest.raises(NotFoundError):
        likely(world.as_member(who), case)
    with pytest.raises(NotFoundError):
        say(world, case, named(world, "Anna Sokolova"), Verdict.SAME, by=who)


def test_a_linked_person_is_counted_once_and_undone_counted_twice(world: World) -> None:
    first, second = named(world, "Анна Соколова"), named(world, "Anna Sokolova")
    before = asked(world)

    say(world, second, first, Verdict.SAME)
    linked = asked(world)
    say(world, first, second, Verdict.APART_AGAIN)

    assert (before, linked, asked(world)) == (2, 1, 2)


def test_a_linked_person_is_one_applicant_with_two_applications(world: World) -> None:
    (_, first), (_, second) = world.case(), world.case()
    lyra = world.as_member("lyra")
    for case, country in ((first, "LT"), (second, "DE")):
        lodge(lyra, case, applied(person_of(world, case), country))

    say(world, second, first, Verdict.SAME)

    figures = see_statistics(lyra, as_of=date(2017, 4, 30))
    waiting = figures.applications(Measure.WAITING)
    assert (waiting.count, figures.applicants) == (2, 1)


def test_a_link_leaves_both_files_whole(world: World) -> None:
    first, second = named(world, "Анна Соколова"), named(world, "Anna Sokolova")
    desk = world.as_member("lyra")
    people = [open_file(desk, case).case.people[0].person for case in (first, second)]

    say(world, second, first, Verdict.SAME)

    for case, person in zip((first, second), people, strict=True):
        file = open_file(desk, case)
        assert [one.person for one in file.case.people] == [person]
        assert isinstance(file.history.records[-1].fact, Likened)
        assert file.history.records[-1].by == desk.me


def test_a_verdict_is_seen_from_either_side(world: World) -> None:
    first, second = named(world, "Анна Соколова"), named(world, "Anna Sokolova")

    say(world, second, first, Verdict.DIFFERENT)

    assert [one.verdict for one in offered(world, first)] == [Verdict.DIFFERENT]
    assert [one.verdict for one in offered(world, second)] == [Verdict.DIFFERENT]


def test_two_links_of_one_person_count_one_and_part_one_by_one(world: World) -> None:
    a, b, c = (named(world, "Анна Соколова") for _ in range(3))

    say(world, b, a, Verdict.SAME)
    say(world, c, b, Verdict.SAME)
    together = asked(world)
    with pytest.raises(LinkedAlreadyError):
        say(world, a, b, Verdict.APART_AGAIN)
    say(world, c, b, Verdict.APART_AGAIN)
    apart = asked(world)
    say(world, b, a, Verdict.APART_AGAIN)

    assert (together, apart, asked(world)) == (1, 2, 3)


def test_two_pairs_are_not_joined_behind_anybodys_back(world: World) -> None:
    a, b, c, d = (named(world, "Анна Соколова") for _ in range(4))
    say(world, b, a, Verdict.SAME)
    say(world, d, c, Verdict.SAME)

    with pytest.raises(LinkedAlreadyError):
        say(world, d, b, Verdict.SAME)

    assert asked(world) == 2


def test_a_link_is_undone_before_it_is_denied(world: World) -> None:
    first, second = named(world, "Анна Соколова"), named(world, "Anna Sokolova")
    say(world, second, first, Verdict.SAME)

    with pytest.raises(LinkedAlreadyError):
        say(world, second, first, Verdict.DIFFERENT)

    assert asked(world) == 1


def test_nobody_is_likened_within_one_case(world: World) -> None:
    case = named(world, "Анна Соколова")
    here = (case, person_of(world, case))

    with pytest.raises(SamePersonError):
        judge(world.as_member("lyra"), here, here, verdict=Verdict.SAME)


def test_a_lost_summary_is_read_from_the_chain_again(world: World) -> None:
    first, second = named(world, "Анна Соколова"), named(world, "Anna Sokolova")
    del world.desk._rows.cards[kept_card(world, first)]

    (found,) = likely(world.as_member("lyra", stores=world.fresh()), second)[0].candidates

    assert found.case == first


def test_an_older_summary_that_was_put_back_hides_nobody(world: World) -> None:
    first = named(world, "Пётр Орлов")
    place = kept_card(world, first)
    _, old = world.desk._rows.cards[place]
    name = Name(
        value="Анна Соколова", script=Script.OTHER, sort=NameKind.USED, safe_with=SafeWith.TEAM
    )
    write_identity(
        world.as_member("lyra"),
        first,
        NamesSet(person=person_of(world, first), names=(name,)),
    )
    counter, newer = world.desk._rows.cards[place]
    assert newer.height > old.height
    world.desk._rows.cards[place] = (counter, old)
    second = named(world, "Anna Sokolova")

    (found,) = likely(world.as_member("lyra", stores=world.fresh()), second)[0].candidates

    assert found.case == first


def test_what_is_opened_goes_with_the_last_session(world: World) -> None:
    offered(world, named(world, "Анна Соколова"))
    there = len(world.stores.identities)

    world.stores.forget()

    assert (there, len(world.stores.identities)) == (1, 0)
