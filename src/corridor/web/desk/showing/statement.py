"""A statement's page: its text in each language, what each number hangs on, what to settle."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from corridor.domain.numerals import Language
from corridor.domain.policy import Act
from corridor.domain.releases import (
    FiguresFrozen,
    State,
    Statement,
    draft_of,
    languages_agree,
    standing,
    withheld,
)
from corridor.domain.statements import Draft, Fault
from corridor.services.desk import Desk
from corridor.services.press import title_of
from corridor.services.statements import StatementFile
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.statement import ClaimForm, WordsForm
from corridor.web.desk.pages.common import EmptyState, MarkedLine
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.pages.statement import (
    Check,
    NextStep,
    Outlet,
    Refused,
    StatementPage,
    StatementRow,
    StatementsPage,
    StatementUrls,
)
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.common import day_words, language_name
from corridor.web.desk.showing.statement_text import figure_rows, text_of
from corridor.web.ui.marks import Mark, MarkKind, Pill, Tone

_FAULTS: Final[Mapping[Fault, tuple[Promise, Promise]]] = {
    Fault.TOO_FEW: (_("No figure is too small"), _("A figure is too small to be told")),
    Fault.HOUR_OR_ROUTE: (
        _("No hour, route or means of travel"),
        _("There is an hour, a route or a means of travel in the words"),
    ),
    Fault.NO_SPEAKER: (
        _("Each claim names its speaker"),
        _("A claim stands without its speaker"),
    ),
    Fault.NUMBER_UNTIED: (
        _("Each number hangs on a figure or a claim"),
        _("There is a number in the words that hangs on nothing"),
    ),
    Fault.OLD_FIGURE: (
        _("The figures are of today"),
        _("The figures are not of today. Count again"),
    ),
}
_STATES: Final[Mapping[State, tuple[Promise, Tone]]] = {
    State.DRAFT: (_("Draft"), Tone.WAIT),
    State.ASKED: (_("Waits for approval"), Tone.WARN),
    State.RELEASED: (_("Released"), Tone.OK),
    State.DISCARDED: (_("Discarded"), Tone.PLAIN),
}


def statement_page(
    visit: Visit,
    file: StatementFile,
    *,
    words_form: WordsForm | None = None,
    claim_form: ClaimForm | None = None,
) -> StatementPage:
    desk, stands = visit.desk, file.statement
    drafts = [draft_of(stands, language) for language in stands.languages]
    checks = tuple(_checks(desk, stands))
    fine = sum(check.line.mark.kind is MarkKind.OK for check in checks)
    writable = desk.may(Act.DRAFT_STATEMENT) and stands.state in {State.DRAFT, State.ASKED}
    return StatementPage(
        shell=shell_of(visit, Section.STATEMENTS),
        number=file.number,
        day=drafts[0].as_of,
        state=state_pill(stands),
        urls=_urls(file),
        texts=tuple(text_of(draft) for draft in drafts),
        figures=tuple(
            figure_rows(_in_our_language(drafts), quotes=stands.quotes if writable else ())
        ),
        refused=tuple(_refused(stands)),
        checks=checks,
        checks_said=gettext("%(fine)s of %(all)s") % {"fine": fine, "all": len(checks)},
        outlets=tuple(_outlets(stands)),
        version=file.version,
        words_form=(words_form or _words_form(stands)) if writable else None,
        claim_form=(claim_form or _claim_form(stands)) if writable else None,
        next_step=_next_step(desk, stands),
        may_discard=writable,
    )


def state_pill(stands: Statement) -> Pill:
    words, tone = _STATES[stands.state]
    return Pill(words=str(words), tone=tone)


def _urls(file: StatementFile) -> StatementUrls:
    place = {"statement": file.chain}
    return StatementUrls(
        drafts=reverse("statements"),
        act=reverse("statement-act", kwargs=place),
        words=reverse("statement-words", kwargs=place),
        claim=reverse("statement-claim", kwargs=place),
    )


def _in_our_language(drafts: list[Draft]) -> Draft:
    return next((one for one in drafts if one.language == get_language()), drafts[0])


def _refused(stands: Statement) -> Iterator[Refused]:
    if stands.frozen is None:
        return
    small = stands.frozen.small
    reason = gettext("Our own figure is below %(limit)s: it stays inside.") % {"limit": small}
    for _figure in withheld(stands.frozen):
        yield Refused(name=gettext("A figure of ours is left out."), reason=reason)
    yield from _kept_inside(stands.frozen, reason)


def _kept_inside(frozen: FiguresFrozen, reason: str) -> Iterator[Refused]:
    for figure in frozen.kept_inside:
        if figure.count:
            few = figure.count < frozen.small
            told = reason if few else gettext("What an office grants is told as its own words.")
            yield Refused(name=gettext("Visas granted."), reason=told)


def _checks(desk: Desk, stands: Statement) -> Iterator[Check]:
    today = stands.released.on if stands.released else desk.today()
    found = _standing(stands, on=today)
    for fault, (fine, bad) in _FAULTS.items():
        languages = ", ".join(language_name(one.value) for one in found.get(fault, ()))
        yield _check(fine=str(fine), bad=str(bad), stands=fault in found, detail=languages)
    yield _check(
        fine=gettext("Both languages tell the same"),
        bad=gettext("The languages tell different things"),
        stands=not languages_agree(stands),
    )
    yield _second_person(desk, stands)


def _standing(stands: Statement, *, on: date) -> Mapping[Fault, Sequence[Language]]:
    """Figures of another day are old also where all of them are left out as too small."""
    found: dict[Fault, Sequence[Language]] = {**standing(stands, on=on)}
    if stands.frozen is not None and stands.frozen.as_of != on:
        found.setdefault(Fault.OLD_FIGURE, ())
    return found


def _check(*, fine: str, bad: str, stands: bool, detail: str = "") -> Check:
    if stands:
        mark = Mark(kind=MarkKind.BAD, meaning=gettext("To settle:"))
        return Check(line=MarkedLine(mark=mark, words=bad, detail=detail))
    mark = Mark(kind=MarkKind.OK, meaning=gettext("Fine:"))
    return Check(line=MarkedLine(mark=mark, words=fine))


def _second_person(desk: Desk, stands: Statement) -> Check:
    if stands.state is State.RELEASED:
        return _check(fine=gettext("Two people released it"), bad="", stands=False)
    asked = stands.asked_by
    said = gettext("Asked by %(handle)s.") % {"handle": member_mark(desk, asked).handle}
    mark = Mark(kind=MarkKind.OFF, meaning=gettext("Not yet:"))
    words = gettext("A second person has to approve")
    return Check(line=MarkedLine(mark=mark, words=words, detail=said if asked else ""))


def _outlets(stands: Statement) -> Iterator[Outlet]:
    yield Outlet(
        icon="globe",
        words=gettext("Public page"),
        detail=gettext("A plain page without scripts, in every language of the statement"),
    )
    if stands.written is not None and stands.written.not_before is not None:
        day = day_words(stands.written.not_before)
        yield Outlet(icon="clock", words=gettext("Not before"), detail=day)


def _next_step(desk: Desk, stands: Statement) -> NextStep | None:
    if stands.state is State.RELEASED:
        return None
    found = _standing(stands, on=desk.today())
    if Fault.OLD_FIGURE in found and desk.may(Act.FREEZE_FIGURES):
        return NextStep(words=gettext("Count again"), do="count")
    waits = gettext("Something is to be settled first") if found else ""
    if stands.state is State.DRAFT:
        return NextStep(words=gettext("Ask for approval"), do="ask", waits=waits)
    if stands.asked_by == desk.me:
        waits = gettext("Another person has to approve")
    return NextStep(words=gettext("Approve and publish"), do="release", waits=waits)


def _words_form(stands: Statement) -> WordsForm:
    english, russian = stands.words(Language.ENGLISH), stands.words(Language.RUSSIAN)
    return WordsForm(
        initial={
            "opening_en": english.opening,
            "opening_ru": russian.opening,
            "closing_en": english.closing,
            "closing_ru": russian.closing,
            "not_before": stands.written.not_before if stands.written else None,
        }
    )


def _claim_form(stands: Statement) -> ClaimForm:
    """What was just taken back is most often to be corrected."""
    claim = stands.let_go
    if claim is None:
        return ClaimForm()
    words = {
        f"{part}_{one.language.value}": value
        for one in claim.words
        for part, value in (("speaker", one.speaker), ("about", one.about_many))
    }
    return ClaimForm(
        initial={
            **words,
            "verb": claim.verb,
            "count": claim.count,
            "unit": claim.unit,
            "as_of": claim.as_of,
            "source": claim.source,
        }
    )


def statements_page(visit: Visit, files: list[StatementFile]) -> StatementsPage:
    desk = visit.desk
    return StatementsPage(
        shell=shell_of(visit, Section.STATEMENTS),
        rows=tuple(_row(desk, file) for file in files),
        empty=EmptyState(
            heading=gettext("No statement yet"),
            words=gettext("The first one begins from the figures."),
            icon="megaphone",
        ),
        draft_url=reverse("statements") if desk.may(Act.FREEZE_FIGURES) else "",
    )


def _row(desk: Desk, file: StatementFile) -> StatementRow:
    stands = file.statement
    draft = _in_our_language([draft_of(stands, one) for one in stands.languages])
    return StatementRow(
        number=file.number,
        url=reverse("statement", kwargs={"statement": file.chain}),
        title=title_of(draft),
        language=draft.language.value,
        state=state_pill(stands),
        day=draft.as_of,
        by=member_mark(desk, stands.begun_by).handle,
    )
