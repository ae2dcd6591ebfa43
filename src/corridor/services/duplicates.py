"""Who may be here twice: offered with reasons, judged by people, undone without a trace lost.

What is offered depends on the keys: names, birth and contacts are compared for who may open
them, words of the story for who may open the request. Nothing of a name is in what comes back.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import product
from typing import Final
from uuid import UUID

import msgspec

from corridor.base.ids import ChainId, PersonId
from corridor.domain.access import Compartment
from corridor.domain.duplicates import (
    ENOUGH,
    Evidence,
    Ground,
    IdentityCard,
    KnownPerson,
    groups_of,
    likenesses,
    phones_in,
    strength,
    verdict_on,
)
from corridor.domain.errors import NotFoundError
from corridor.domain.messages import Voice
from corridor.domain.names.comparing import Listener, Name
from corridor.domain.people import Person, Verdict, find
from corridor.domain.policy import Act
from corridor.domain.words import search_words
from corridor.ledger.errors import LedgerError
from corridor.ledger.store import Batch
from corridor.services.arranging import newest_first
from corridor.services.casefiles import CaseFile, catch_up, open_file
from corridor.services.chains import Kind, identity_chain
from corridor.services.collecting import collect
from corridor.services.columns import Rows
from corridor.services.desk import Desk
from corridor.services.granting import cards_for
from corridor.services.identity import summary_of
from corridor.services.identity_index import IdentityKeys, OpenedIdentities, refresh
from corridor.services.index import Index
from corridor.services.listing import case_index

_SHOWN: Final = 5
_OPENED: Final = 12
_CAUGHT_UP: Final = 200
_FROM_FIGURE: Final = 0.7
_TELLING_WORD: Final = 5
_ASKED_WORDS: Final = 24
_SHARED_WORDS: Final = 6
_RARE: Final = 50
_FEW: Final = 3


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody of another case who may be this person."""

    case: ChainId
    number: str
    name: str
    person: PersonId
    label: str
    evidence: tuple[Evidence, ...]
    verdict: Verdict | None


@dataclass(frozen=True, kw_only=True)
class Likely:
    """One person of a case, with whom they may be, strongest reasons first."""

    case: ChainId
    number: str
    name: str
    person: PersonId
    label: str
    candidates: tuple[Candidate, ...]


def compared_by_name(desk: Desk) -> bool:
    """Whether this member's keys and role compare names; the page says so."""
    return desk.may(Act.SHOW_NAMES) and desk.holds(Compartment.IDENTITY)


def newest_likely(desk: Desk, *, many: int = 12) -> tuple[Likely, ...]:
    """Those of the newest requests that somebody else here may be the same as."""
    desk.door(Act.COMPARE_PEOPLE)
    collect(desk)
    catch_up(desk)
    index = case_index(desk)
    with index.lock:
        newest = newest_first(index.table, index.table.living(), many=many)
        chains = [index.table.chain(row) for row in newest]
    found = (one for chain in chains for one in _likely(desk, index, chain))
    return tuple(one for one in found if one.candidates)


def likely(desk: Desk, case: ChainId) -> tuple[Likely, ...]:
    """Everybody of one case, also those whom nobody is like."""
    desk.door(Act.COMPARE_PEOPLE)
    catch_up(desk)
    return tuple(_likely(desk, case_index(desk), case))


def _likely(desk: Desk, index: Index, case: ChainId) -> Iterator[Likely]:
    try:
        file = open_file(desk, case)
    except (LedgerError, NotFoundError):
        return
    known = _identities(desk, index) if compared_by_name(desk) else None
    for place, person in enumerate(file.case.people):
        found = _Gathering(desk, person)
        if known is not None:
            found.by_identity(known)
        if place == 0:
            found.by_words(index, _written_by_person(file))
        yield Likely(
            case=case,
            number=file.case.number,
            name=file.case.name,
            person=person.person,
            label=person.label,
            candidates=found.strongest(own=case),
        )


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Somebody who is not here yet: what a row of a list says of them."""

    name: str
    born: str
    phone: str
    words: str


def newcomers(
    desk: Desk, rows: Iterable[Newcomer]
) -> Iterator[tuple[Newcomer, tuple[Candidate, ...]]]:
    """Who of those that are here each may be, one after another: who asks may stop."""
    desk.door(Act.COMPARE_PEOPLE)
    index = case_index(desk)
    known = _identities(desk, index) if compared_by_name(desk) else None
    for row in rows:
        yield row, _of_newcomer(desk, index, known, row)


def _of_newcomer(
    desk: Desk, index: Index, known: OpenedIdentities | None, row: Newcomer
) -> tuple[Candidate, ...]:
    nobody = PersonId(UUID(int=0))
    found = _Gathering(desk, Person(person=nobody, label="", asked_on=desk.today()))
    if known is not None:
        names = (row.name,) if row.name else ()
        mine = KnownPerson(nobody, names, row.born, "", phones_in(row.phone))
        found.by_what_is_known(known, mine, tuple(Listener().read(one) for one in names))
    found.by_words(index, (row.words, row.phone))
    return found.strongest(own=ChainId(nobody))


class _Gathering:
    """Evidence about one person, gathered ground by ground."""

    def __init__(self, desk: Desk, person: Person) -> None:
        self._desk = desk
        self._person = person
        self._phones: frozenset[str] = frozenset()
        self._found: dict[tuple[ChainId, PersonId | None], list[Evidence]] = {}

    def by_identity(self, opened: OpenedIdentities) -> None:
        with opened.lock:
            _case, mine = opened.known.get(self._person.person, (None, None))
            if mine is not None:
                self.by_what_is_known(opened, mine, opened.names.names_of(mine.person))

    def by_what_is_known(
        self, opened: OpenedIdentities, mine: KnownPerson, names: tuple[Name, ...]
    ) -> None:
        """`names` are those of `mine`, as they are read."""
        with opened.lock:
            near = opened.names.near(mine.names, from_figure=_FROM_FIGURE)
            ringing = (opened.phones.get(phone, set()) for phone in mine.phones)
            others = {owner for _, owner in near}.union(*ringing) - {mine.person}
            for other in others:
                case, theirs = opened.known[other]
                pairs = product(names, opened.names.names_of(other))
                self._add(case, other, likenesses(mine, theirs, names=pairs))

    def by_words(self, index: Index, said: tuple[str, ...]) -> None:
        """Numbers and rare words that the person wrote themselves, on the cards of others."""
        self._phones = frozenset(phones_in(*said))
        with index.lock:
            for chain in _with_phones(index, said):
                self._add(chain, None, [Evidence(Ground.PHONE)])
            for chain, many in _with_words(index, search_words(*said).split()):
                self._add(chain, None, [Evidence(Ground.STORY, many=many)])

    def _add(self, case: ChainId, who: PersonId | None, found: Iterable[Evidence]) -> None:
        known = self._found.setdefault((case, who), [])
        known += [one for one in found if one.ground not in {old.ground for old in known}]

    def strongest(self, *, own: ChainId) -> tuple[Candidate, ...]:
        """Whoever was judged once stays, whatever the evidence says today."""
        judged = [one for one in self._person.likened if one.verdict is not Verdict.APART_AGAIN]
        for one in judged:
            self._add(one.other_case, one.other, ())
        heard = {one.other for one in judged}
        offered = sorted(
            (one for one in self._found.items() if one[0][0] != own),
            key=lambda one: (one[0][1] not in heard, -strength(one[1])),
        )
        opened = (self._candidate(*key, tuple(found)) for key, found in offered[:_OPENED])
        merged = _once(one for one in opened if one is not None)
        kept = [one for one in merged if one.verdict or strength(one.evidence) >= ENOUGH]
        return tuple(sorted(kept, key=lambda one: -strength(one.evidence))[:_SHOWN])

    def _candidate(
        self, case: ChainId, who: PersonId | None, evidence: tuple[Evidence, ...]
    ) -> Candidate | None:
        """None for who has left the case, or stands in one that this member cannot open."""
        try:
            file = open_file(self._desk, case)
        except (LedgerError, NotFoundError):
            return None
        other = file.case
        person = find(other.people, who) if who is not None else next(iter(other.people), None)
        if person is None:
            return None
        if who is None and self._phones.isdisjoint(phones_in(*_written_by_person(file))):
            evidence = tuple(one for one in evidence if one.ground is not Ground.PHONE)
        return Candidate(
            case=case,
            number=other.number,
            name=other.name,
            person=person.person,
            label=person.label,
            evidence=evidence,
            verdict=verdict_on(self._person, person.person),
        )


def _once(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Found by a name and by a story, it is still one person."""
    by_person: dict[PersonId, list[Candidate]] = {}
    for one in found:
        by_person.setdefault(one.person, []).append(one)
    for same in by_person.values():
        grounds = {each.ground: each for one in same for each in one.evidence}
        yield replace(same[0], evidence=tuple(grounds.values()))


def _with_phones(index: Index, said: Iterable[str]) -> set[ChainId]:
    """Cards know words, not numbers: whether it is one is seen when the case is opened."""
    return {
        chain
        for way in groups_of(*said)
        for chain in _chains(index, index.table.with_words(way))
    }


def _written_by_person(file: CaseFile) -> tuple[str, ...]:
    if file.talk is None:
        return ()
    return tuple(m.text for m in file.talk.dialogue.messages if m.voice is Voice.PERSON)


def _with_words(index: Index, words: Sequence[str]) -> Iterator[tuple[ChainId, int]]:
    """Long words that few use: a plea that was copied, or one story told twice."""
    rare = min(_RARE, max(_FEW, len(index.table) // 100))
    long = sorted({word for word in words if len(word) >= _TELLING_WORD}, key=len)
    shared: Counter[ChainId] = Counter()
    for word in long[-_ASKED_WORDS:]:
        rows = index.table.with_words([word])
        if len(rows) <= rare:
            shared.update(_chains(index, rows))
    for chain, many in shared.most_common(_SHOWN + 1):
        if many >= _SHARED_WORDS:
            yield chain, many


def _chains(index: Index, rows: Rows) -> list[ChainId]:
    return [index.table.chain(row) for row in rows[:_RARE]]


def _identities(desk: Desk, index: Index) -> OpenedIdentities:
    """Current for this member's keys; what has no card yet is read from its chain."""
    newest = desk.keys.newest(desk.compartment(Compartment.IDENTITY))
    keys = IdentityKeys(
        organisation=desk.organisation,
        store=desk.stores.desk,
        newest=newest,
        all=tuple(key for key in desk.keys if key.compartment == newest.compartment),
    )
    opened = desk.stores.identities.for_key(newest)
    with opened.lock:
        refresh(opened, keys)
        if opened.unread:
            _read_unread(desk, opened, index)
    return opened


def _read_unread(desk: Desk, opened: OpenedIdentities, index: Index) -> None:
    cases = {identity_chain(case): case for case in tuple(index.cases)}
    for chain in sorted(opened.unread & cases.keys())[:_CAUGHT_UP]:
        with suppress(LedgerError, NotFoundError):
            summary, head = summary_of(desk, cases[chain])
            cards = cards_for(desk, summary, head, kind=Kind.IDENTITY)
            desk.stores.desk.commit(Batch(cards=cards))
            opened.take(chain, msgspec.msgpack.decode(summary, type=IdentityCard))
