"""Statements: figures frozen as they were counted, words around them, release by two people."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from corridor.base.ids import ChainId
from corridor.crypto.random import new_uuid
from corridor.domain import releases
from corridor.domain.access import Compartment
from corridor.domain.claims import Claim
from corridor.domain.errors import NotFoundError
from corridor.domain.figures import Figure, Measure
from corridor.domain.journal import Export, Exported
from corridor.domain.numerals import Language
from corridor.domain.policy import Act
from corridor.domain.releases import (
    ClaimQuoted,
    FiguresFrozen,
    State,
    Statement,
    StatementFact,
    Told,
    WordsWritten,
    fold,
)
from corridor.domain.sentences import Region
from corridor.domain.statements import SMALL, TOLD
from corridor.domain.statistics import Statistics
from corridor.ledger.store import Batch
from corridor.services.chains import Kind
from corridor.services.codec import Codec
from corridor.services.desk import Desk
from corridor.services.history import History, chain_keys, read
from corridor.services.journal import note_as_member
from corridor.services.leaves import first_leaf, next_leaf
from corridor.services.recording import (
    again_if_second,
)
from corridor.services.rosters import staff

_CODEC: Codec[StatementFact] = Codec(StatementFact)


@dataclass(frozen=True, kw_only=True)
class StatementFile:
    """`number` counts statements in the order in which they were begun; inside only."""

    history: History[StatementFact]
    statement: Statement
    number: int = 0

    @property
    def chain(self) -> ChainId:
        return self.history.chain

    @property
    def version(self) -> int:
        return self.history.head.height + 1


def freeze(desk: Desk, counted: Statistics, *, granting: str) -> ChainId:
    """A new draft from today's figures. Whoever counts need not be able to read drafts."""
    desk.door(Act.FREEZE_FIGURES)
    chain = ChainId(new_uuid())
    fact: StatementFact = frozen(desk, counted, granting=granting)
    leaf = first_leaf(desk, desk.stores.desk, chain, [fact], kind=Kind.STATEMENT)
    desk.stores.desk.commit(Batch(entries=leaf.entries, grants=leaf.grants))
    return chain


def frozen(desk: Desk, counted: Statistics, *, granting: str) -> FiguresFrozen:
    """What one country has granted is kept for the page and never told as our figure."""
    told = {
        Measure.ASKED: counted.asked,
        Measure.REACHED: counted.reached,
        Measure.OUT_OF_REGION: counted.out_of_region,
        Measure.ABROAD: counted.abroad,
    }
    granted: Figure = counted.applications(Measure.GRANTED, country=granting)
    return FiguresFrozen(
        figures=tuple(told[measure] for measure in TOLD),
        kept_inside=(granted,),
        tellings=tuple(_tellings(desk)),
        as_of=counted.as_of,
        small=max(SMALL, desk.settings.small_number),
    )


def _tellings(desk: Desk) -> Iterator[Told]:
    """In each language that has grammar here and the organisation's words for its region."""
    for language in Language:
        wording = desk.settings.wording(language.value)
        if wording.language == language.value:
            yield Told(
                language=language, region=Region(origin=wording.origin, left=wording.left)
            )


def freeze_again(
    desk: Desk, chain: ChainId, counted: Statistics, *, granting: str
) -> StatementFile:
    fact = frozen(desk, counted, granting=granting)
    return _write(desk, chain, lambda stands: _if_open(stands, fact), act=Act.FREEZE_FIGURES)


def see_statements(desk: Desk) -> list[StatementFile]:
    """Newest first; what was discarded is left out, and keeps its number."""
    desk.door(Act.SEE_STATEMENTS)
    chains = {
        one.chain for one in desk.stores.desk.grants_to(desk.compartment(Compartment.PRESS))
    }
    files = sorted(_opened(desk, chains), key=_begun)
    numbered = [replace(one, number=number) for number, one in enumerate(files, start=1)]
    return [one for one in reversed(numbered) if one.statement.state is not State.DISCARDED]


def _opened(desk: Desk, chains: Iterable[ChainId]) -> Iterator[StatementFile]:
    """Whoever has just joined still waits for the keys of older ones."""
    for chain in chains:
        try:
            yield _open(desk, chain)
        except NotFoundError:
            continue


def _begun(file: StatementFile) -> tuple[str, bytes]:
    begun = file.statement.begun_at
    return ("" if begun is None else begun.isoformat(), file.chain.bytes)


def open_statement(desk: Desk, chain: ChainId) -> StatementFile:
    """Raise `NotFoundError` for what is not there, was discarded, or is no statement."""
    found = next((one for one in see_statements(desk) if one.chain == chain), None)
    if found is None:
        raise NotFoundError
    return found


def _open(desk: Desk, chain: ChainId) -> StatementFile:
    store = desk.stores.desk
    history = read(
        store,
        chain,
        keys=chain_keys(store, chain, by=desk.keys),
        codec=_CODEC,
        authors=staff(desk.roster),
        marks=desk.stores.marks,
    )
    return StatementFile(history=history, statement=fold(history.records))


def write_words(desk: Desk, chain: ChainId, words: WordsWritten) -> StatementFile:
    return _write(desk, chain, lambda stands: _if_open(stands, words), act=Act.DRAFT_STATEMENT)


def quote_claim(desk: Desk, chain: ChainId, claim: Claim) -> StatementFile:
    quoted = ClaimQuoted(claim=claim)
    return _write(desk, chain, lambda stands: _if_open(stands, quoted), act=Act.DRAFT_STATEMENT)


def take_claim_back(desk: Desk, chain: ChainId, height: int) -> StatementFile:
    return _write(
        desk,
        chain,
        lambda stands: releases.take_claim_back(stands, height=height),
        act=Act.DRAFT_STATEMENT,
    )


def ask_approval(desk: Desk, chain: ChainId) -> StatementFile:
    today = desk.today()
    return _write(
        desk,
        chain,
        lambda stands: releases.ask(stands, on=today),
        act=Act.DRAFT_STATEMENT,
    )


def release(desk: Desk, chain: ChainId) -> StatementFile:
    """The second person's act. It is in the journal before anything leaves."""
    desk.door(Act.RELEASE_STATEMENT)
    note_as_member(desk, Exported(member=desk.me, chain=chain, what=Export.STATEMENT))
    today = desk.today()
    out = [one.statement.released for one in see_statements(desk)]
    number = 1 + max((one.number for one in out if one is not None), default=0)
    return _write(
        desk,
        chain,
        lambda stands: releases.release(stands, by=desk.me, number=number, on=today),
        act=Act.RELEASE_STATEMENT,
    )


def discard(desk: Desk, chain: ChainId) -> StatementFile:
    return _write(desk, chain, releases.discard, act=Act.DRAFT_STATEMENT)


def _if_open(stands: Statement, fact: StatementFact) -> StatementFact:
    releases.still_open(stands)
    return fact


def _write(
    desk: Desk, chain: ChainId, decide: Callable[[Statement], StatementFact], *, act: Act
) -> StatementFile:
    desk.door(act)

    def attempt() -> StatementFile:
        file = open_statement(desk, chain)
        _append(desk, file, decide(file.statement))
        return replace(_open(desk, chain), number=file.number)

    return again_if_second(attempt)


def _append(desk: Desk, file: StatementFile, fact: StatementFact) -> None:
    store = desk.stores.desk
    leaf = next_leaf(desk, store, file.history, [fact], kind=Kind.STATEMENT)
    store.commit(Batch(entries=leaf.entries, grants=leaf.grants))
