"""What a fact changes, so that of two people who change the same thing the second is told.

Words that only add (notes, messages, tries) touch nothing: two of them never contradict.
"""

from corridor.domain.cases import (
    CaseClosed,
    CaseFact,
    CaseMade,
    CaseReopened,
    CaseTaken,
    EntryStruck,
    HandedOver,
    SummaryWritten,
    TagsSet,
    Undone,
)
from corridor.domain.likeness import BroughtBack, SetAside
from corridor.domain.people import PeopleFact
from corridor.domain.records import Unknown
from corridor.domain.safety import ContactRulesSet
from corridor.domain.triage import Assessed, AssessmentSeconded, EarlierAssessed

_ONE_OF_A_CASE: dict[type, str] = {
    CaseTaken: "owner",
    HandedOver: "owner",
    CaseMade: "made",
    CaseClosed: "closed",
    CaseReopened: "closed",
    SetAside: "aside",
    BroughtBack: "aside",
    SummaryWritten: "summary",
    TagsSet: "tags",
    EarlierAssessed: "urgency",
    Assessed: "urgency",
    AssessmentSeconded: "urgency",
    ContactRulesSet: "rules",
}
_NAMED_BY = ("task", "filing", "consent", "height")


def touched(fact: CaseFact | Unknown) -> frozenset[str]:
    """Names of what the fact sets. Equal names collide; nothing else does."""
    single = _ONE_OF_A_CASE.get(type(fact))
    if single is not None:
        return frozenset({single})
    if isinstance(fact, PeopleFact):
        return frozenset({f"person {fact.person}"})
    if isinstance(fact, Undone):
        return frozenset({"owner", "urgency", "aside"})
    if isinstance(fact, EntryStruck):
        return frozenset({f"struck {fact.height}"})
    return frozenset(
        f"{name} {getattr(fact, name)}" for name in _NAMED_BY if hasattr(fact, name)
    )
