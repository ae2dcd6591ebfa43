"""Nobody in the demo's story does what the table of roles would refuse."""

from importlib.resources import files

from corridor.domain.policy import Act, may
from corridor.domain.scenario import load

FILE = files("corridor") / "data" / "scenarios" / "spring-2017.json"
ACTS = {
    "ask": Act.ENTER_REQUEST,
    "collect": Act.OPEN_REQUEST,
    "hand_code": Act.OPEN_REQUEST,
    "answer": Act.REPLY,
    "summary": Act.OPEN_REQUEST,
    "assess": Act.ASSESS,
    "contact_rules": Act.SET_CONTACT_RULES,
    "contact_tried": Act.TRY_CONTACT,
    "make_case": Act.MAKE_CASE,
    "take": Act.TAKE_CASE,
    "hand_over": Act.HAND_OVER,
    "note": Act.WRITE_NOTE,
    "task": Act.SET_TASK,
    "task_done": Act.SET_TASK,
    "close": Act.CLOSE_CASE,
    "name_person": Act.WRITE_NAMES,
    "step": Act.RECORD_STEP,
    "place": Act.RECORD_STEP,
    "quiet": Act.RECORD_STEP,
    "heard_again": Act.RECORD_STEP,
    "missing": Act.RECORD_STEP,
    "found": Act.RECORD_STEP,
    "consent": Act.RECORD_CONSENT,
    "refuse_consent": Act.RECORD_CONSENT,
    "lodge": Act.LODGE_FILING,
    "grant": Act.LODGE_FILING,
    "refuse": Act.LODGE_FILING,
    "withdraw_filing": Act.LODGE_FILING,
    "plan_journey": Act.PLAN_JOURNEY,
    "start_leg": Act.RECORD_CHECK_IN,
    "check_in_heard": Act.RECORD_CHECK_IN,
    "end_leg": Act.RECORD_CHECK_IN,
    "alarm_taken": Act.TAKE_ALARM,
    "freeze": Act.FREEZE_FIGURES,
    "claim": Act.DRAFT_STATEMENT,
}


def test_every_member_may_do_what_the_story_lets_them_do() -> None:
    spring = load(FILE.read_bytes())
    roles = {member.handle: member.roles for member in spring.members}

    refused = {
        (act.by, act.__struct_config__.tag)
        for act in spring.acts
        if act.by in roles and not may(roles[act.by], ACTS[str(act.__struct_config__.tag)])
    }

    assert refused == set()
    assert {act.by for act in spring.acts} >= {"lyra", "vega", "altair", "mira", "nunki"}
