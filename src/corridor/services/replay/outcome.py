"""What a played story has come to: counted by the desk, and told as the desk would tell it."""

from datetime import date

import msgspec

from corridor.crypto.receipt import Receipt
from corridor.domain.casefile import State
from corridor.domain.claims import Claim
from corridor.domain.figures import Figure, Measure, Unit
from corridor.domain.numerals import Language
from corridor.domain.policy import Act
from corridor.domain.sentences import Region, Telling
from corridor.domain.statements import draft
from corridor.domain.statistics import Statistics
from corridor.ledger.store import LedgerStore
from corridor.services.desk import Desk, Stores
from corridor.services.listing import case_index
from corridor.services.replay.stage import Stage
from corridor.services.statistics import see_statistics

CODES = 2
LITHUANIA = "LT"


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    count: int
    unit: Unit
    as_of: date


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    asked: Counted
    reached: Counted
    out_of_region: Counted
    abroad: Counted
    granted_lithuania: Counted


class Sentences(msgspec.Struct, frozen=True, kw_only=True):
    """A statement as it would leave the desk: our figures, then what others say."""

    en: tuple[str, ...]
    ru: tuple[str, ...]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """`receipts` are codes in words that open dialogues which the desk can answer."""

    receipts: tuple[str, ...]
    cases: int
    entries: int
    figures: Figures
    sentences: Sentences


def outcome(stage: Stage) -> Outcome:
    """Counted by a member who may see the statistics; they take in what still waits first."""
    desk = next(one for one in stage.desks.values() if one.may(Act.SEE_STATISTICS))
    counted = see_statistics(desk, as_of=desk.today())
    return Outcome(
        receipts=tuple(_words(code, language) for code, language in _open_codes(stage, desk)),
        cases=_count_cases(desk),
        entries=count_entries(desk.stores),
        figures=_figures(counted),
        sentences=Sentences(
            en=_told(counted, stage.claims, desk=desk, language=Language.ENGLISH),
            ru=_told(counted, stage.claims, desk=desk, language=Language.RUSSIAN),
        ),
    )


def count_entries(stores: Stores) -> int:
    return _entries_of(stores.desk) + _entries_of(stores.door)


def _entries_of(store: LedgerStore) -> int:
    return sum(head.height + 1 for head in store.heads())


def _count_cases(desk: Desk) -> int:
    cards = case_index(desk).cases.values()
    return sum(1 for listed in cards if listed.card.state is not State.REQUEST)


def _open_codes(stage: Stage, desk: Desk) -> list[tuple[Receipt, str]]:
    """The last who asked on the page and whose case is not closed."""
    cards = case_index(desk).cases
    still_open = [
        (asker.receipt, asker.language)
        for asker in stage.askers.values()
        if asker.by_page and cards[asker.case].card.state is not State.CLOSED
    ]
    return still_open[-CODES:]


def _words(code: Receipt, language: str) -> str:
    return " ".join(code.words(language))


def _figures(counted: Statistics) -> Figures:
    return Figures(
        asked=_counted(counted.asked),
        reached=_counted(counted.reached),
        out_of_region=_counted(counted.out_of_region),
        abroad=_counted(counted.abroad),
        granted_lithuania=_counted(counted.applications(Measure.GRANTED, country=LITHUANIA)),
    )


def _counted(figure: Figure) -> Counted:
    return Counted(count=figure.count, unit=figure.unit, as_of=figure.as_of)


def _told(
    counted: Statistics, claims: list[Claim], *, desk: Desk, language: Language
) -> tuple[str, ...]:
    wording = desk.settings.wording(language.value)
    telling = Telling(
        language=language,
        region=Region(origin=wording.origin, left=wording.left),
    )
    figures = (counted.asked, counted.reached, counted.out_of_region, counted.abroad)
    written = draft(figures, claims=claims, as_of=counted.as_of, telling=telling)
    return tuple(sentence.text for sentence in written.sentences)
