"""A case as a member has it open, and the one way in which anything is added to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corridor.base.ids import ChainId
from corridor.domain.casefile import Case, fold, told_further
from corridor.domain.cases import CaseFact
from corridor.domain.changes import touched
from corridor.domain.errors import NotFoundError
from corridor.domain.policy import Act
from corridor.domain.records import Recorded
from corridor.ledger.errors import LedgerError
from corridor.ledger.store import Batch
from corridor.services import codec
from corridor.services.chains import Kind
from corridor.services.desk import Desk
from corridor.services.dialogues import Talk, open_talk
from corridor.services.granting import cards_for
from corridor.services.history import History, chain_keys, read, remember
from corridor.services.index import Index
from corridor.services.leaves import next_leaf
from corridor.services.listing import (
    case_index,
    encode_listed,
    list_case,
    listed_case,
    reseal,
)
from corridor.services.recording import (
    again_if_second,
)
from corridor.services.rosters import staff

MOST_BEHIND = 200


class ChangedMeanwhileError(Exception):
    """Somebody else changed the same thing since this form was shown.

    `theirs` are their facts; what this member wrote goes back into the form, so that both
    versions stand side by side and no word is lost.
    """

    def __init__(self, theirs: Sequence[Recorded[CaseFact]], height: int) -> None:
        super().__init__()
        self.theirs = tuple(theirs)
        self.height = height


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """`talk` is None when there is no dialogue, or when the person has withdrawn it."""

    history: History[CaseFact]
    case: Case
    talk: Talk | None

    @property
    def chain(self) -> ChainId:
        return self.history.chain

    @property
    def height(self) -> int:
        """Travels in every form, so that a second writer is told."""
        return self.history.head.height


Decision = Callable[[CaseFile], Sequence[CaseFact]]


def open_file(desk: Desk, chain: ChainId) -> CaseFile:
    """Raise `NotFoundError` for what does not exist or this member has no key to."""
    store = desk.stores.desk
    history = read(
        store,
        chain,
        keys=chain_keys(store, chain, by=desk.keys),
        codec=codec.CASE,
        authors=staff(desk.roster),
        marks=desk.stores.marks,
    )
    case = history.folded(fold)
    if case.request is None:
        raise NotFoundError
    dialogue = case.request.dialogue
    talk = None if dialogue is None else open_talk(desk, dialogue)
    return CaseFile(history=history, case=case, talk=talk)


def write_file(
    desk: Desk, chain: ChainId, decide: Decision, *, act: Act, seen: int | None = None
) -> CaseFile:
    """Decide on what stands now and write it down; the case as it stands afterwards.

    `seen` is the height that the member had before their eyes. Raises `ChangedMeanwhileError`
    when a fact since then touches the same thing.
    """
    desk.door(act)

    def attempt() -> CaseFile:
        file = open_file(desk, chain)
        facts = decide(file)
        if not facts:
            return file
        _check_unchanged(file, facts, seen)
        return _append(desk, file, facts)

    return again_if_second(attempt)


def write_one(
    desk: Desk,
    chain: ChainId,
    decide: Callable[[Case], CaseFact],
    *,
    act: Act,
    seen: int | None = None,
) -> CaseFile:
    """`write_file` for a decision that looks at the case alone and gives one fact."""
    return write_file(desk, chain, lambda file: [decide(file.case)], act=act, seen=seen)


def _check_unchanged(file: CaseFile, facts: Sequence[CaseFact], seen: int | None) -> None:
    if seen is None or seen >= file.height:
        return
    mine = {key for fact in facts for key in touched(fact)}
    theirs = [
        record
        for record in file.history.records
        if record.height > seen and mine & touched(record.fact)
    ]
    if theirs:
        raise ChangedMeanwhileError(theirs, file.height)


def _append(desk: Desk, file: CaseFile, facts: Sequence[CaseFact]) -> CaseFile:
    store = desk.stores.desk
    leaf = next_leaf(desk, store, file.history, facts, kind=Kind.CASE)
    history = leaf.after(file.history)
    case = history.folds[fold] = told_further(file.case, leaf.records)
    after = CaseFile(history=history, case=case, talk=file.talk)
    card = listed_case(after.case, after.talk)
    store.commit(
        Batch(
            entries=leaf.entries,
            grants=leaf.grants,
            cards=cards_for(desk, card, leaf.head, kind=Kind.CASE),
        )
    )
    remember(desk.stores.marks, file.history, history, entries=leaf.entries)
    return after


def list_again(desk: Desk, chain: ChainId) -> CaseFile:
    """After words in the dialogue: a restart before this leaves a card that readers refold."""
    file = open_file(desk, chain)
    reseal(desk, file.history.head, listed_case(file.case, file.talk), kind=Kind.CASE)
    return file


def catch_up(desk: Desk) -> int:
    """Reseal the cards of cases whose person wrote meanwhile; returns how many stay behind.

    The public face has no key of the desk, so the next reader with keys does it. A case whose
    entries were changed stays behind: it must not keep the others out of the list.
    """
    index = case_index(desk)
    late = {*index.behind, *index.unread}
    done = sum(_caught_up(desk, index, chain) for chain in sorted(late)[:MOST_BEHIND])
    return len(late) - done


def _caught_up(desk: Desk, index: Index, chain: ChainId) -> bool:
    """The index takes the new card at once: a database writer can keep it out of the store."""
    try:
        file = open_file(desk, chain)
    except (LedgerError, NotFoundError):
        return False
    listed = list_case(file.case, file.talk)
    reseal(desk, file.history.head, encode_listed(listed), kind=Kind.CASE)
    with index.lock:
        index.take(chain, listed)
    return True
