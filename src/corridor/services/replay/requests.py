"""A story's requests: asked, taken in, answered, written to and looked at."""

from typing import assert_never

from corridor.crypto.receipt import Receipt, new_receipt
from corridor.domain import scenario_acts as acts
from corridor.domain.intake import Channel
from corridor.domain.safety import ContactRulesSet
from corridor.services import asking, cases, intake, safety, triage
from corridor.services.casefiles import open_file
from corridor.services.chains import case_chain, dialogue_chain
from corridor.services.collecting import collect
from corridor.services.replay.stage import Asker, Stage

DialogueAct = (
    acts.Ask
    | acts.Collect
    | acts.HandCode
    | acts.Answered
    | acts.Wrote
    | acts.SetReach
    | acts.CheckIn
)
LookAct = acts.Summarise | acts.Assess | acts.SetContactRules | acts.TryContact


def play_dialogue(stage: Stage, act: DialogueAct) -> None:
    match act:
        case acts.Ask():
            stage.askers[act.case] = _ask(stage, act)
        case acts.Collect():
            _collect(stage, act)
        case acts.HandCode():
            intake.code_handed_over(stage.desk_of(act), stage.case(act.case))
        case acts.Answered():
            intake.answer(stage.desk_of(act), stage.case(act.case), text=act.text)
        case acts.Wrote() | acts.SetReach() | acts.CheckIn():
            _from_their_page(stage, act)
        case _:
            assert_never(act)


def _ask(stage: Stage, act: acts.Ask) -> Asker:
    if act.channel is Channel.PAGE:
        return _ask_on_page(stage, act)
    entered = intake.Entered(
        language=act.language,
        soon=act.soon,
        who=act.who,
        what=act.what,
        place=act.place,
        channel=act.channel,
    )
    case, receipt = intake.enter_request(
        stage.desk_of(act), entered, pepper=stage.door.pepper, languages=stage.door.languages
    )
    return Asker(case=case, receipt=receipt, language=act.language, by_page=False)


def _ask_on_page(stage: Stage, act: acts.Ask) -> Asker:
    receipt = new_receipt()
    question = asking.Question(
        language=act.language, soon=act.soon, who=act.who, what=act.what, place=act.place
    )
    asking.request_help(stage.door, receipt, question)
    lookup = asking.lookup_of(stage.door.pepper, receipt)
    case = case_chain(dialogue_chain(lookup))
    return Asker(case=case, receipt=receipt, language=act.language, by_page=True)


def _collect(stage: Stage, act: acts.Collect) -> None:
    """Whoever opens it has taken its alarm."""
    desk = stage.desk_of(act)
    collect(desk)
    intake.take_alarms_of(desk, open_file(desk, stage.case(act.case)))


def _from_their_page(stage: Stage, act: acts.Wrote | acts.SetReach | acts.CheckIn) -> None:
    receipt: Receipt = stage.askers[act.case].receipt
    match act:
        case acts.Wrote():
            asking.write_message(stage.door, receipt, text=act.text)
        case acts.SetReach():
            asking.set_reach_rules(stage.door, receipt, way=act.way, eyes=act.eyes, how=act.how)
        case acts.CheckIn():
            asking.answer_check_in(stage.door, receipt, answer=act.answer)
        case _:
            assert_never(act)


def play_look(stage: Stage, act: LookAct) -> None:
    desk, case = stage.desk_of(act), stage.case(act.case)
    match act:
        case acts.Summarise():
            cases.summarise(desk, case, words=act.line)
        case acts.Assess():
            _assess(stage, act)
        case acts.SetContactRules():
            safety.set_contact_rules(desk, case, _rules(stage, act))
        case acts.TryContact():
            intake.contact_tried(
                desk, case, way=act.way, outcome=act.outcome, words=act.words, before=True
            )
        case _:
            assert_never(act)


def _assess(stage: Stage, act: acts.Assess) -> None:
    """In a story the second person is there, and agrees."""
    desk, case = stage.desk_of(act), stage.case(act.case)
    judged = triage.Judged(
        level=act.level,
        reasons=act.reasons,
        words=act.words,
        second=None if act.second is None else stage.member(act.second),
    )
    urgency = triage.assess(desk, case, judged).case.safety.urgency
    if act.second is not None and urgency is not None and urgency.waits(at=desk.clock()):
        triage.second_assessment(stage.desks[act.second], case)


def _rules(stage: Stage, act: acts.SetContactRules) -> ContactRulesSet:
    return ContactRulesSet(
        channels=act.channels,
        hours=act.hours,
        zone=stage.zone_of(act),
        never_say=act.never_say,
        how=act.how,
    )
