"""Heaps of requests that say nearly the same: seen, set aside with an answer, brought back.

Words are compared on opened cards, with the keys of whoever looks; nothing of it is stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from corridor.base.ids import ChainId
from corridor.domain import casework
from corridor.domain.cards import Card
from corridor.domain.cases import CaseFact
from corridor.domain.errors import NotFoundError, RefusalError
from corridor.domain.factors import Level
from corridor.domain.likeness import BroughtBack, Shingles, groups, shingles
from corridor.domain.messages import Voice
from corridor.domain.policy import Act
from corridor.domain.queueing import Filter, View, urgency
from corridor.domain.words import search_words
from corridor.services.arranging import Arranging
from corridor.services.casefiles import CaseFile, catch_up, open_file, write_file
from corridor.services.collecting import collect
from corridor.services.desk import Desk
from corridor.services.intake import answer
from corridor.services.listing import case_index

COMPARED: Final = 1_000
MOST_AT_ONCE: Final = 200
_SHOWN: Final = 20
_FIRST_LETTERS: Final = 300


@dataclass(frozen=True, kw_only=True)
class Alike:
    """One request of a heap. `urgent`: it may be a matter of hours."""

    case: ChainId
    number: str
    name: str
    language: str
    urgent: bool


@dataclass(frozen=True, kw_only=True)
class Heap:
    """Requests that say nearly the same; `says` is how the first of them begins."""

    members: tuple[Alike, ...]
    says: str

    @property
    def first(self) -> ChainId:
        return self.members[0].case

    @property
    def urgent(self) -> int:
        return sum(one.urgent for one in self.members)


def see_heaps(desk: Desk) -> tuple[Heap, ...]:
    """The largest first. Only what waits for a first answer and is in nobody's hands."""
    desk.door(Act.ASSESS)
    cards = _waiting(desk)
    found = groups({chain: _said(card) for chain, card in cards.items()})
    heaps = (_heap(desk, cards, heap) for heap in found[:_SHOWN])
    return tuple(heap for heap in heaps if heap is not None)


def see_heap(desk: Desk, case: ChainId) -> Heap | None:
    """The heap in which this request lies; `NotFoundError` where nobody may open it."""
    desk.door(Act.ASSESS)
    open_file(desk, case)
    return next(
        (one for one in see_heaps(desk) if case in {each.case for each in one.members}), None
    )


def set_aside(
    desk: Desk, heap: Heap, chosen: Sequence[ChainId], *, reply: str
) -> tuple[ChainId, ...]:
    """Answer each and set it aside; those that were. Whoever cannot be answered stays.

    A crash between the two leaves a request that is answered and stands in the queue.
    """
    desk.door(Act.REPLY)
    known = {one.case for one in heap.members}
    done = []
    for chain in [one for one in chosen if one in known][:MOST_AT_ONCE]:
        try:
            _set_aside(desk, chain, heap, reply=reply)
        except RefusalError:
            continue
        done.append(chain)
    return tuple(done)


def bring_back(desk: Desk, case: ChainId) -> None:
    """Into the queue again. What stands there already is as good as brought back."""

    def decide(file: CaseFile) -> list[CaseFact]:
        return [BroughtBack()] if file.case.aside is not None else []

    write_file(desk, case, decide, act=Act.ASSESS)


def how_many_aside(desk: Desk) -> int:
    index = case_index(desk)
    with index.lock:
        reading = Arranging(index.table, at=desk.clock(), today=desk.today(), me=desk.me)
        return int(reading.in_view(View.SET_ASIDE).sum())


def _set_aside(desk: Desk, chain: ChainId, heap: Heap, *, reply: str) -> None:
    def decide(file: CaseFile) -> list[CaseFact]:
        return [casework.set_aside(file.case, like=heap.first, many=len(heap.members))]

    decide(open_file(desk, chain))
    answer(desk, chain, text=reply)
    write_file(desk, chain, decide, act=Act.ASSESS)


def _waiting(desk: Desk) -> dict[ChainId, Card]:
    collect(desk)
    catch_up(desk)
    index = case_index(desk)
    with index.lock:
        reading = Arranging(index.table, at=desk.clock(), today=desk.today(), me=desk.me)
        shown = reading.unowned() & reading.passing(Filter())
        rows = reading.page(shown, start=0, many=COMPARED).rows
        chains = [index.table.chain(row) for row in rows]
    cards = ((chain, index.card(chain)) for chain in chains)
    return {chain: listed.card for chain, listed in cards if listed is not None}


def _said(card: Card) -> Shingles:
    """What the person wrote, without the name and the number that the desk gave them."""
    given = set(search_words(card.name, card.number).split())
    return shingles([word for word in card.words.split() if word not in given])


def _heap(desk: Desk, cards: dict[ChainId, Card], chains: Iterable[ChainId]) -> Heap | None:
    at = desk.clock()
    members = tuple(
        Alike(
            case=chain,
            number=cards[chain].number,
            name=cards[chain].name,
            language=cards[chain].language,
            urgent=urgency(cards[chain], at=at) is Level.HOURS,
        )
        for chain in chains
    )
    try:
        return Heap(members=members, says=_begins(open_file(desk, members[0].case)))
    except NotFoundError:
        return None


def _begins(file: CaseFile) -> str:
    if file.talk is None:
        return ""
    said = (one.text for one in file.talk.dialogue.messages if one.voice is Voice.PERSON)
    return next(said, "")[:_FIRST_LETTERS]
