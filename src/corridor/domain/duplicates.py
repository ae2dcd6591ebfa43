"""The same person twice: what speaks for it and against it, and what a link changes.

Nothing is ever merged. A link says as whom figures count somebody; undone, both count again.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

import msgspec

from corridor.base.ids import ChainId, PersonId
from corridor.domain.errors import LinkedAlreadyError, NotLinkedError, NotOfThisCaseError
from corridor.domain.identity import Identities, Identity
from corridor.domain.names.comparing import Name, compare, same
from corridor.domain.names.reasons import How, why
from corridor.domain.people import Likened, People, Person, Verdict, find
from corridor.domain.words import folded

_NUMBER: Final = re.compile(r"\+?\d[\d\s().\u2011-]{5,18}\d")
_TELLING_DIGITS: Final = 9
_YEARS_APART: Final = 2


class KnownPerson(msgspec.Struct, frozen=True, array_like=True):
    """What two records of one person may agree on. It never leaves identity's compartment."""

    person: PersonId
    names: tuple[str, ...]
    born: str
    place: str
    phones: tuple[str, ...]


class IdentityCard(msgspec.Struct, frozen=True, array_like=True):
    case: ChainId
    people: tuple[KnownPerson, ...]


def identity_card_of(case: ChainId, identities: Identities) -> IdentityCard:
    return IdentityCard(case, tuple(_known(one) for one in identities.people))


def _known(identity: Identity) -> KnownPerson:
    birth = identity.birth
    said = (contact.value for contact in identity.contacts)
    return KnownPerson(
        person=identity.person,
        names=tuple(name.value for name in identity.names),
        born=birth.born if birth else "",
        place=birth.place if birth else "",
        phones=phones_in(*said),
    )


def phones_in(*texts: str) -> tuple[str, ...]:
    """The last digits of each number: a country's prefix is written in many ways."""
    found = (re.sub(r"\D", "", one) for text in texts for one in _NUMBER.findall(text))
    return tuple(dict.fromkeys(one[-_TELLING_DIGITS:] for one in found if len(one) >= 7))  # noqa: PLR2004


def groups_of(*texts: str) -> tuple[tuple[str, ...], ...]:
    """How the numbers of one text may stand as words of another: whole, or in groups."""
    found = (re.sub(r"\D", "", one) for text in texts for one in _NUMBER.findall(text))
    return tuple(dict.fromkeys(way for digits in found for way in _ways(digits)))


def _ways(digits: str) -> Iterator[tuple[str, ...]]:
    own = digits[-10:]
    for prefix in ("", "7", "8", digits[:-10]):
        yield (prefix + own,)
    yield own[:3], own[3:6], own[6:8], own[8:]
    yield own[:3], own[3:6], own[6:]


class Ground(StrEnum):
    NAMES = "names"
    PHONE = "phone"
    BIRTHDAY = "birthday"
    BIRTH_YEAR = "birth_year"
    BIRTHPLACE = "birthplace"
    STORY = "story"
    OTHER_BIRTH = "other_birth"


class Evidence(msgspec.Struct, frozen=True):
    """One reason. Names are not in it: `how` says how their words agree, `many` how many."""

    ground: Ground
    how: tuple[How, ...] = ()
    many: int = 0

    @property
    def speaks_against(self) -> bool:
        return self.ground is Ground.OTHER_BIRTH


_WORTH: Final = {
    Ground.NAMES: 3,
    Ground.PHONE: 3,
    Ground.BIRTHDAY: 2,
    Ground.BIRTH_YEAR: 1,
    Ground.BIRTHPLACE: 1,
    Ground.STORY: 2,
    Ground.OTHER_BIRTH: -2,
}
ENOUGH: Final = 2


def strength(evidence: Iterable[Evidence]) -> int:
    """For the order of what is offered. It decides nothing about anybody."""
    return sum(_WORTH[one.ground] for one in evidence)


def likenesses(
    one: KnownPerson, other: KnownPerson, *, names: Iterable[tuple[Name, Name]]
) -> tuple[Evidence, ...]:
    """`names` are the pairs of both people's names, as they are read."""
    return (*_by_names(names), *_by_phone(one, other), *_by_birth(one, other))


def _by_names(names: Iterable[tuple[Name, Name]]) -> Iterator[Evidence]:
    best = max(((compare(a, b), a, b) for a, b in names), key=lambda one: one[0], default=None)
    if best is not None and same(best[0]):
        reasons = why(best[1], best[2])
        yield Evidence(Ground.NAMES, how=tuple(reason.how for reason in reasons))


def _by_phone(one: KnownPerson, other: KnownPerson) -> Iterator[Evidence]:
    if not set(one.phones).isdisjoint(other.phones):
        yield Evidence(Ground.PHONE)


def _by_birth(one: KnownPerson, other: KnownPerson) -> Iterator[Evidence]:
    whole = len("1994-03-08")
    if one.born and other.born:
        if one.born == other.born and len(one.born) == whole:
            yield Evidence(Ground.BIRTHDAY)
        elif one.born[:4] == other.born[:4]:
            yield Evidence(Ground.BIRTH_YEAR)
        elif abs(int(one.born[:4]) - int(other.born[:4])) >= _YEARS_APART:
            yield Evidence(Ground.OTHER_BIRTH)
    if one.place and folded(one.place) == folded(other.place):
        yield Evidence(Ground.BIRTHPLACE)


def verdict_on(person: Person, other: PersonId) -> Verdict | None:
    """The last word that stands; None where nobody has judged, or the link was undone."""
    found = next((one.verdict for one in person.likened if one.other == other), None)
    return None if found is Verdict.APART_AGAIN else found


def counted(one: Person, other: Person, verdict: Verdict) -> tuple[PersonId, PersonId]:
    """As whom figures count the two from now on. The newer counts as the older, if it can."""
    match verdict:
        case Verdict.SAME:
            return _linked(one, other)
        case Verdict.APART_AGAIN:
            return _parted(one, other)
        case Verdict.DIFFERENT | Verdict.LATER:
            if verdict_on(one, other.person) is Verdict.SAME:
                raise LinkedAlreadyError
            return one.counted_as, other.counted_as


def _linked(one: Person, other: Person) -> tuple[PersonId, PersonId]:
    if one.counted_as == other.counted_as:
        return one.counted_as, other.counted_as
    if one.asked_on < other.asked_on:
        return _linked(other, one)[::-1]
    if not _links(one):
        return other.counted_as, other.counted_as
    if not _links(other):
        return one.counted_as, one.counted_as
    raise LinkedAlreadyError


def _parted(one: Person, other: Person) -> tuple[PersonId, PersonId]:
    """Who is linked to nobody else counts alone again, and nobody may count as them."""
    if verdict_on(one, other.person) is not Verdict.SAME:
        raise NotLinkedError
    if _links(one) == {other.person} and _links(other) == {one.person}:
        return one.person, other.person
    if _links(one) == {other.person} and other.counted_as != one.person:
        return one.person, other.counted_as
    if _links(other) == {one.person} and one.counted_as != other.person:
        return one.counted_as, other.person
    raise LinkedAlreadyError


def _links(person: Person) -> set[PersonId]:
    return {one.other for one in person.likened if one.verdict is Verdict.SAME}


def liken(people: People, draft: Likened) -> Likened:
    """Written only of somebody who stands in this case."""
    if find(people, draft.person) is None:
        raise NotOfThisCaseError
    return draft
