"""Team and journal: keys as they are held, two stewards for every change."""

from dataclasses import replace

import pytest

from corridor.domain.access import Compartment
from corridor.domain.policy import Role
from corridor.web.desk.forms.team import (
    COMPARTMENTS,
    ROLES,
    AddMemberForm,
    EndMemberForm,
    RestoreMemberForm,
)
from tests.web.pages.reading import drawn, headings, read
from tests.web.pages.samples_team import empty_journal, journal, member, member_restore, team


def test_a_tick_stands_exactly_where_a_key_is_held() -> None:
    page = read(drawn(team()))

    rows = [row for row in page.all("tr") if row.all("td")]
    shown = [[cell.text for cell in row.all("td")[:-1]] for row in rows]

    held = [[("✓Yes" if key else "·No") for key in row.holds] for row in team().members]
    assert shown == held


def test_only_another_steward_may_agree() -> None:
    page = read(drawn(team()))

    agreed = [b.text for b in page.all("button") if b.attributes.get("value") == "agree"]

    assert agreed == ["Agree: Give Nunki the key to Casework"]
    assert "Another steward has to agree" in page.text


def test_a_reader_who_is_no_steward_gets_no_form() -> None:
    page = read(drawn(replace(team(), add_form=None, end_form=None, proposals=())))

    assert not [f for f in page.all("form") if f.attributes.get("action") == "/team"]
    assert "h2 Add a person" not in headings(page)


def test_a_member_page_says_what_they_hold_beside_the_change() -> None:
    assert headings(read(drawn(member())))[1:] == [
        "h1 Nunki",
        "h2 Change roles",
        "h2 Keys they hold",
    ]
    assert headings(read(drawn(member_restore())))[1] == "h2 Restore"


@pytest.mark.parametrize("handle", ["", "a", "Anna Petrova", "lyra@example", "1st", "x" * 40])
def test_a_handle_is_one_neutral_word(handle: str) -> None:
    form = AddMemberForm({"handle": handle, "roles": ["intake"], "reason": "nights"})

    assert set(form.errors) == {"handle"}


@pytest.mark.parametrize("handle", ["Spica", "Вега", "Lyra-2"])
def test_handles_of_any_script_are_taken(handle: str) -> None:
    form = AddMemberForm({"handle": handle, "roles": ["intake"], "reason": "nights"})

    assert form.is_valid()


def test_nothing_changes_without_a_reason() -> None:
    ended = EndMemberForm({"member": "1", "reason": ""}, members=[("1", "Lyra")])

    assert set(ended.errors) == {"reason"}
    assert set(RestoreMemberForm({}).errors) == {"reason"}


def test_nobody_is_ended_who_is_not_offered() -> None:
    form = EndMemberForm({"member": "2", "reason": "left"}, members=[("1", "Lyra")])

    assert set(form.errors) == {"member"}


def test_every_role_and_compartment_has_its_words() -> None:
    assert set(ROLES) == set(Role)
    assert set(COMPARTMENTS) == set(Compartment)


def test_the_journal_groups_its_lines_by_day() -> None:
    page = read(drawn(journal()))

    groups = [th.text for th in page.all("th") if th.attributes.get("scope") == "colgroup"]

    assert groups == ["Today"]
    assert len([row for row in page.all("tr") if row.all("td")]) == 2


def test_an_empty_journal_says_so_and_draws_no_table() -> None:
    page = read(drawn(empty_journal()))

    assert not page.all("table")
    assert "Nothing here" in page.text
