"""What somebody says of two people: written into both files at once, or into neither."""

from corridor.base.ids import ChainId, PersonId
from corridor.domain.casefile import fold
from corridor.domain.duplicates import counted, liken
from corridor.domain.errors import NotOfThisCaseError, SamePersonError
from corridor.domain.people import Likened, Person, Verdict, find
from corridor.domain.policy import Act
from corridor.ledger.store import Batch
from corridor.services.casefiles import CaseFile, open_file
from corridor.services.chains import Kind
from corridor.services.desk import Desk
from corridor.services.granting import cards_for
from corridor.services.leaves import next_leaf
from corridor.services.listing import listed_case
from corridor.services.recording import again_if_second

Place = tuple[ChainId, PersonId]


def judge(desk: Desk, one: Place, other: Place, *, verdict: Verdict) -> None:
    """Same, different, later, or a link undone. Both cases tell it in their history."""
    desk.door(Act.COMPARE_PEOPLE)
    if one[0] == other[0]:
        raise SamePersonError
    again_if_second(lambda: _judge(desk, one, other, verdict))


def _judge(desk: Desk, one: Place, other: Place, verdict: Verdict) -> None:
    mine, theirs = open_file(desk, one[0]), open_file(desk, other[0])
    me, them = _person(mine, one[1]), _person(theirs, other[1])
    as_whom, as_whom_they = counted(me, them, verdict)
    about_me = Likened(
        person=me.person,
        other=them.person,
        other_case=theirs.chain,
        verdict=verdict,
        counted_as=as_whom,
    )
    about_them = Likened(
        person=them.person,
        other=me.person,
        other_case=mine.chain,
        verdict=verdict,
        counted_as=as_whom_they,
    )
    first, second = _written(desk, mine, about_me), _written(desk, theirs, about_them)
    desk.stores.desk.commit(
        Batch(
            entries=[*first.entries, *second.entries],
            grants=[*first.grants, *second.grants],
            cards=[*first.cards, *second.cards],
        )
    )


def _person(file: CaseFile, person: PersonId) -> Person:
    found = find(file.case.people, person)
    if found is None:
        raise NotOfThisCaseError
    return found


def _written(desk: Desk, file: CaseFile, fact: Likened) -> Batch:
    said = liken(file.case.people, fact)
    leaf = next_leaf(desk, desk.stores.desk, file.history, [said], kind=Kind.CASE)
    case = fold(leaf.after(file.history).records)
    card = listed_case(case, file.talk)
    return Batch(
        entries=leaf.entries,
        grants=leaf.grants,
        cards=cards_for(desk, card, leaf.head, kind=Kind.CASE),
    )
