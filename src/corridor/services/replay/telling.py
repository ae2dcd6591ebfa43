"""A story's statements: begun from what is counted, with what others say beside it."""

from typing import assert_never

from corridor.domain import scenario_acts as acts
from corridor.services.replay.stage import Stage
from corridor.services.statements import freeze, quote_claim
from corridor.services.statistics import see_statistics

StatementAct = acts.FreezeFigures | acts.RecordClaim


def play_statement(stage: Stage, act: StatementAct) -> None:
    desk = stage.desk_of(act)
    match act:
        case acts.FreezeFigures():
            counted = see_statistics(desk, as_of=desk.today())
            stage.statements[act.statement] = freeze(desk, counted, granting=act.granting)
        case acts.RecordClaim():
            quote_claim(desk, stage.statements[act.statement], act.claim)
            stage.claims.append(act.claim)
        case _:
            assert_never(act)
