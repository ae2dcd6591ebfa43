"""The table is written twice: once in the code, once by hand here."""

import pytest

from corridor.domain.access import Compartment
from corridor.domain.policy import ROLES_FOR, Act, Role, compartments, may, opens_everything

ALLOWED: dict[Role, str] = {
    Role.INTAKE: """see_queue search enter_request import_lists open_referrals see_partners
        open_request reply use_templates assess compare_people set_contact_rules try_contact
        take_case hand_over write_note set_task see_wording write_wording see_team""",
    Role.CASEWORKER: """see_queue search enter_request import_lists open_referrals see_partners
        open_request reply use_templates assess compare_people set_contact_rules try_contact
        make_case open_case take_case hand_over write_note set_task record_step record_consent
        close_case grant_access show_names write_names see_journeys record_check_in take_alarm
        lodge_filing see_statistics freeze_figures see_wording write_wording see_team""",
    Role.LAWYER: """see_queue search open_case try_contact write_note set_task record_consent
        show_names write_names lodge_filing see_statistics see_wording write_wording
        see_team""",
    Role.RELOCATION: """see_queue search open_case set_contact_rules try_contact write_note
        set_task record_step show_names see_journeys plan_journey record_check_in take_alarm
        see_statistics see_wording write_wording see_team""",
    Role.RESEARCHER: "see_team",
    Role.PRESS: """see_statements draft_statement release_statement see_wording
        write_wording see_team""",
    Role.SECURITY: "see_journal see_team",
    Role.STEWARD: """manage_members change_settings recover undo_lists see_partners
        list_partners see_wording write_wording offer_language see_team""",
    Role.DIRECTOR: """see_statistics freeze_figures see_statements draft_statement
        release_statement see_wording write_wording see_team""",
}


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_what_the_table_says_and_nothing_else(role: Role, act: Act) -> None:
    assert may([role], act) is (act.value in ALLOWED[role].split())


@pytest.mark.parametrize("act", Act)
def test_every_act_is_somebodys_and_nobody_without_a_role_may_it(act: Act) -> None:
    assert ROLES_FOR[act]
    assert not may([], act)


@pytest.mark.parametrize("role", Role)
def test_no_role_has_everything(role: Role) -> None:
    assert not all(may([role], act) for act in Act)
    assert not opens_everything([role])


def test_two_roles_may_what_either_may() -> None:
    both = [Role.PRESS, Role.SECURITY]

    assert may(both, Act.SEE_JOURNAL)
    assert may(both, Act.DRAFT_STATEMENT)
    assert compartments(both) == {
        Compartment.EVERYBODY,
        Compartment.PRESS,
        Compartment.SECURITY,
    }


def test_all_roles_together_would_open_everything() -> None:
    assert opens_everything(Role)
    assert not opens_everything([role for role in Role if role is not Role.STEWARD])


@pytest.mark.parametrize(
    "role",
    [Role.INTAKE, Role.RESEARCHER, Role.PRESS, Role.SECURITY, Role.STEWARD, Role.DIRECTOR],
)
def test_names_are_closed_to_who_needs_none(role: Role) -> None:
    assert Compartment.IDENTITY not in compartments([role])
    assert not may([role], Act.SHOW_NAMES)


@pytest.mark.parametrize(
    ("act", "compartment"),
    [
        (Act.OPEN_REQUEST, Compartment.INTAKE),
        (Act.OPEN_CASE, Compartment.CASEWORK),
        (Act.SHOW_NAMES, Compartment.IDENTITY),
        (Act.SEE_JOURNEYS, Compartment.RELOCATION),
        (Act.SEE_STATISTICS, Compartment.CASEWORK),
        (Act.DRAFT_STATEMENT, Compartment.PRESS),
        (Act.SEE_JOURNAL, Compartment.SECURITY),
        (Act.MANAGE_MEMBERS, Compartment.STEWARDS),
    ],
)
def test_whoever_may_also_has_the_key(act: Act, compartment: Compartment) -> None:
    for role in ROLES_FOR[act]:
        assert compartment in compartments([role])


def test_everybody_has_the_key_that_everybody_has() -> None:
    assert compartments([]) == {Compartment.EVERYBODY}
