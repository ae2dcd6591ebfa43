"""Rows are drawn from a stencil: whatever somebody wrote stays text, and stays in its row."""

from dataclasses import fields
from html import unescape

import pytest
from django.template import Context, Template
from django.utils.translation import override

from corridor.domain.factors import Level
from corridor.web.desk.pages.queue import QueueGroup, QueueRow
from corridor.web.templatetags.queue_rows import _stencil, queue_rows
from corridor.web.ui.marks import DueMark, Member, Pill, StepMark, Tone, Urgency

HOSTILE = "<script>alert(1)</script>\"'&\0name\0{{ row.ref }}"
TEXTS = [one.name for one in fields(QueueRow) if one.type == "str" or one.type is str]


def row(**changes: object) -> QueueRow:
    said: dict[str, object] = {
        "ref": "0a",
        "code": "K-0412",
        "name": "Heron",
        "url": "/desk/cases/0a",
        "urgency": Urgency(level=Level.DAYS, words="Days"),
        "summary": "Waits at a friend's.",
        "where": "In the republic",
        "people": "1 person",
        "step": StepMark(number=2, words="In touch"),
        "next": "Answer",
        "due": DueMark(words="Tomorrow", tone="amber"),
        "owner": Member(handle="Lyra", tint="a"),
        "tags": (Pill(words="New message", tone=Tone.WAIT, icon="clock"),),
    }
    return QueueRow(**{**said, **changes})  # type: ignore[arg-type]


def drawn_of(*rows: QueueRow, heading: str = "Now") -> str:
    return queue_rows([QueueGroup(heading=heading, words="1 case", rows=rows)])


@pytest.mark.parametrize("name", TEXTS)
def test_text_in_any_place_stays_text(name: str) -> None:
    drawn = drawn_of(row(**{name: HOSTILE}))

    assert "<script" not in drawn
    assert "{{ row.ref }}" in unescape(drawn)
    assert drawn.count("<tr ") == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"urgency": Urgency(level=Level.DAYS, words=HOSTILE)},
        {"step": StepMark(number=1, words=HOSTILE)},
        {"due": DueMark(words=HOSTILE, tone=HOSTILE)},
        {"owner": Member(handle=HOSTILE, tint=HOSTILE)},
        {"tags": (Pill(words=HOSTILE),)},
        {"name": HOSTILE, "url": ""},
    ],
    ids=["urgency", "step", "due", "owner", "tags", "title"],
)
def test_text_in_any_mark_stays_text(changes: dict[str, object]) -> None:
    drawn = drawn_of(row(**changes))

    assert "<script" not in drawn
    assert "alert(1)" in drawn


def test_a_row_says_all_that_it_holds_and_nothing_of_the_row_before() -> None:
    first = row(name="Rareword", summary="Another", due=None, tags=(), owner=None, url="")
    drawn = drawn_of(row(), first)

    one, other = drawn.split("<tr data-case")[1:]

    for said in ("Heron", "K-0412", "Tomorrow", "Lyra", "New message", "In touch", "Days"):
        assert said in one
    for unsaid in ("Heron", "Tomorrow", "Lyra", "New message", "<a ", "<small", "tags"):
        assert unsaid not in other
    assert "Nobody yet" in other


def test_each_language_has_a_stencil_of_its_own() -> None:
    group = QueueGroup(heading="Now", words="1 case", rows=(row(),))
    page = Template("{% load queue_rows %}{% queue_rows groups %}")
    with override("en"):
        english = page.render(Context({"groups": [group]}))
    with override("ru"):
        russian = page.render(Context({"groups": [group]}))

    assert "Select Heron" in english
    assert "Select Heron" not in russian
    assert "Выбрать" in russian or "Выберите" in russian


def test_nothing_of_anybody_stays_in_the_stencil() -> None:
    drawn_of(row(name="Rareword", summary="Rarephrase"))

    kept = "".join(_stencil("en"))

    assert "Rareword" not in kept
    assert "Rarephrase" not in kept


def test_a_heading_stays_text() -> None:
    assert "<script" not in drawn_of(heading=HOSTILE)


def test_an_icon_is_drawn_once_and_pointed_at_afterwards() -> None:
    drawn = drawn_of(row(), row(), row())

    assert drawn.count('<g id="icon-clock">') == 1
    assert drawn.count('<use href="#icon-clock"/>') == 2
