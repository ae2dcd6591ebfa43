"""A way and its case: the case names the ways that are open."""

from corridor.domain.cases import CaseFact, JourneyClosed, JourneyOpened
from corridor.domain.journeys import JourneyState
from corridor.domain.policy import Act
from corridor.services.casefiles import CaseFile, write_file
from corridor.services.desk import Desk
from corridor.services.journey_files import JourneyFile


def agree_with_case(desk: Desk, file: JourneyFile, case: CaseFile) -> None:
    """The case names the ways that are open, and its person's words wake somebody meanwhile.

    The steps that a restart may have cut off; nothing is written where nothing is missing.
    """
    over, named = file.journey.state is JourneyState.OVER, file.chain in case.case.journeys
    if over and named:
        _close_in_case(desk, file)
    if not over and not named:
        if case.talk is not None:
            desk.stores.door.set_wakes(case.talk.history.chain, wakes=True)
        opened = JourneyOpened(journey=file.chain)
        write_file(desk, case.chain, lambda _file: [opened], act=Act.PLAN_JOURNEY)


def close_when_over(desk: Desk, file: JourneyFile) -> None:
    if file.journey.state is JourneyState.OVER:
        _close_in_case(desk, file)


def _close_in_case(desk: Desk, file: JourneyFile) -> None:
    def decide(case: CaseFile) -> list[CaseFact]:
        open_still = file.chain in case.case.journeys
        return [JourneyClosed(journey=file.chain)] if open_still else []

    write_file(desk, file.planned.case, decide, act=Act.PLAN_JOURNEY)
