"""What is done with a file as a whole: its line, its urgency, its hands, its end."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from corridor.domain.policy import Act
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.web.desk.forms.case import (
    CloseForm,
    HandOverForm,
    ReopenForm,
    SummaryForm,
    TagsForm,
)
from corridor.web.desk.pages.case import CaseForm, CasePanel
from corridor.web.desk.showing.common import colleagues
from corridor.web.desk.showing.sent import Shown
from corridor.web.desk.showing.triage import assess_form


def running(desk: Desk, file: CaseFile, shown: Shown) -> tuple[CasePanel, ...]:
    return tuple(_panels(desk, file, shown))


def _panels(desk: Desk, file: CaseFile, shown: Shown) -> Iterator[CasePanel]:
    save, closed = gettext("Save"), file.case.closed is not None
    if desk.may(Act.WRITE_NOTE):
        line = SummaryForm(initial={"line": file.case.summary})
        words = gettext("Change the line for lists")
        yield _panel(words, save, shown.form(line), "summary", file)
        tags = TagsForm(initial={"tags": ", ".join(file.case.tags)})
        yield _panel(gettext("Tags"), save, shown.form(tags), "case-tags", file)
    if desk.may(Act.ASSESS) and not closed:
        form = shown.form(assess_form(desk, file))
        yield _panel(gettext("Set urgency"), save, form, "case-assess", file)
    if desk.may(Act.HAND_OVER) and not closed:
        members = colleagues(desk, act=Act.TAKE_CASE)
        words = gettext("Hand over")
        yield _panel(words, words, shown.form(HandOverForm(members=members)), "hand-over", file)
    if desk.may(Act.CLOSE_CASE):
        yield _reopen(file, shown) if closed else _close(file, shown)


def _close(file: CaseFile, shown: Shown) -> CasePanel:
    words = gettext("Close the case")
    return _panel(words, words, shown.form(CloseForm()), "close-case", file)


def _reopen(file: CaseFile, shown: Shown) -> CasePanel:
    words = gettext("Reopen the case")
    return _panel(words, words, shown.form(ReopenForm()), "reopen-case", file)


def _panel(words: str, button: str, form: CaseForm, name: str, file: CaseFile) -> CasePanel:
    url = reverse(name, kwargs={"case": file.chain})
    return CasePanel(words=words, button=button, form=form, url=url)
