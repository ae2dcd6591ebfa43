"""Facts outlive the release that wrote them."""

from typing import get_args

import msgspec
import pytest

from corridor.domain import casefile, identity, intake, journeys, rostering
from corridor.domain.cases import CaseFact
from corridor.domain.identity import IdentityFact
from corridor.domain.intake import DialogueFact
from corridor.domain.journal import JournalFact
from corridor.domain.journeys import JourneyFact
from corridor.domain.records import Fact, Unknown
from corridor.domain.roster import RosterFact
from tests.domain.telling import ASKED, COLLECTED, MADE, a_case, tell, then

CHAINS = [DialogueFact, CaseFact, IdentityFact, JourneyFact, JournalFact, RosterFact]
KINDS: dict[type[Fact], str] = {
    kind: str(kind.__struct_config__.tag) for chain in CHAINS for kind in get_args(chain)
}


def test_every_kind_of_fact_has_a_name_of_its_own() -> None:
    names = list(KINDS.values())

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_kind_says_its_version(kind: type[Fact]) -> None:
    name, version = KINDS[kind].split("/")

    assert name.isidentifier()
    assert int(version) >= 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_fact_can_be_changed(kind: type[Fact]) -> None:
    assert kind.__struct_config__.frozen


@pytest.mark.parametrize("fact", [COLLECTED, MADE], ids=["collected", "made"])
def test_a_fact_comes_back_as_it_went_in(fact: Fact) -> None:
    written = msgspec.msgpack.encode(fact)

    assert msgspec.msgpack.decode(written, type=CaseFact) == fact


def test_nothing_internal_has_a_place_in_the_dialogue() -> None:
    dialogue = {kind.__name__ for kind in get_args(DialogueFact)}

    assert dialogue == {
        "Asked",
        "Said",
        "QuestionsAnswered",
        "Attached",
        "FileRemoved",
        "CheckedIn",
        "ReachRules",
        "Withdrawn",
        "TakenBack",
        "Corrected",
        "WordsDeleted",
        "Looked",
        "KeptUntil",
    }


def test_a_newer_fact_is_kept_in_the_timeline_and_changes_nothing_else() -> None:
    newer = Unknown(kind="weather_noted/1")
    told = a_case()

    before, after = casefile.fold(told), casefile.fold(then(told, newer))

    assert after.timeline[-1].fact == newer
    assert msgspec.structs.replace(after, timeline=before.timeline) == before


def test_no_chain_fails_on_what_it_does_not_know() -> None:
    newer = Unknown(kind="weather_noted/1")

    assert intake.fold(tell(newer)).timeline[0].fact == newer
    assert identity.fold(tell(newer)).timeline[0].fact == newer
    assert journeys.fold(tell(newer)).timeline[0].fact == newer
    assert rostering.fold(tell(newer)).timeline[0].fact == newer
    assert intake.fold(tell(ASKED, newer)).asked == ASKED
