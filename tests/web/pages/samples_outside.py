"""A draft statement with one thing to settle, the list of statements, and the press page."""

from dataclasses import replace
from datetime import date

from corridor.web.desk.forms.statement import ClaimForm, WordsForm
from corridor.web.desk.pages.common import EmptyState, Link, MarkedLine
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.pages.statement import (
    Check,
    FigureRow,
    NextStep,
    Outlet,
    Piece,
    Refused,
    StatementPage,
    StatementRow,
    StatementsPage,
    StatementUrls,
    Text,
    Tie,
)
from corridor.web.press.pages import LanguageLink, PressPage, PressStatementPage, Released
from corridor.web.ui.marks import Mark, MarkKind, Pill, Tone
from tests.web.pages.samples_shell import shell_at

DAY = date(2017, 5, 17)
_FINE = Mark(kind=MarkKind.OK, meaning="Fine:")
_SETTLE = Mark(kind=MarkKind.BAD, meaning="To settle:")
_WAITS = Mark(kind=MarkKind.OFF, meaning="Not yet:")
_URLS = StatementUrls(
    drafts="/statements",
    act="/statement",
    words="/statement",
    claim="/statement",
    as_reader="/press",
)


def _figure(words: str, row: str) -> Piece:
    return Piece(words=words, tie=Tie.FIGURE, row=row)


def _texts() -> tuple[Text, Text]:
    return (
        Text(
            language="en",
            name="English",
            title="More than eighty people have asked us for help since 1 April",
            paragraphs=(
                (
                    Piece(words="Since 1 April 2017, "),
                    _figure("more than eighty", "figure-row-1"),
                    Piece(words=" people from the republic have asked us for help. "),
                    _figure("More than forty", "figure-row-2"),
                    Piece(words=" of them have left it. "),
                    _figure("Nine", "figure-row-3"),
                    Piece(words=" are now abroad."),
                ),
                (
                    Piece(words="Lithuania’s foreign minister "),
                    Piece(words="says two", tie=Tie.CLAIM, row="figure-row-4"),
                    Piece(words=" people have been granted visas by his country."),
                ),
            ),
        ),
        Text(
            language="ru",
            name="Русский",
            title="С 1 апреля за помощью обратились более восьмидесяти человек",
            paragraphs=(
                (
                    Piece(words="С 1 апреля 2017 года к нам обратились за помощью "),
                    _figure("более восьмидесяти", "figure-row-1"),
                    Piece(words=" человек из республики. "),
                    _figure("Более сорока", "figure-row-2"),
                    Piece(words=" из них смогли её покинуть. "),
                    _figure("Девять", "figure-row-3"),
                    Piece(words=" сейчас за границей."),
                ),
                (
                    Piece(words="Литва "),
                    Piece(words="выдала визы двоим", tie=Tie.UNSETTLED, row="figure-row-4"),
                    Piece(words="."),
                ),
            ),
        ),
    )


def _figures() -> tuple[FigureRow, ...]:
    rows = (
        ("more than eighty", 83, "More than the ten below it", "at 91"),
        ("More than forty", 43, "More than the ten below it", "at 51"),
        ("Nine", 9, "Exact, 5 or more", "with the next arrival"),
        ("says two", None, "A claim, not our count", "with a new statement of his"),
    )
    return tuple(
        FigureRow(
            row=f"figure-row-{number}",
            words=words,
            count=count,
            unit="people",
            as_of=DAY,
            wording=wording,
            next_change=change,
        )
        for number, (words, count, wording, change) in enumerate(rows, start=1)
    )


def _checks() -> tuple[Check, ...]:
    settle = MarkedLine(
        mark=_SETTLE,
        words="The Russian drops who says it",
        detail="English: “the foreign minister says two”. It would stand as our own figure.",
    )
    fine = MarkedLine(mark=_FINE, words="“Two” is Lithuania’s claim", detail="Source kept.")
    names = MarkedLine(mark=_FINE, words="No names, handles or codes")
    second = MarkedLine(mark=_WAITS, words="A second person has to approve", detail="Not you.")
    return (
        Check(line=settle, settle=Link(words="Settle it", url="#claim")),
        Check(line=fine),
        Check(line=names),
        Check(line=second),
    )


def statement() -> StatementPage:
    return StatementPage(
        shell=shell_at(Section.STATEMENTS),
        number=7,
        day=DAY,
        state=Pill(words="Draft", tone=Tone.WAIT),
        urls=_URLS,
        texts=_texts(),
        figures=_figures(),
        refused=(Refused(name="Granted by Lithuania.", reason="Our own figure is below 5."),),
        checks=_checks(),
        checks_said="2 of 4",
        outlets=(
            Outlet(icon="globe", words="Public page", detail="Plain page without scripts"),
            Outlet(icon="clock", words="Not before", detail="Saturday 20 May"),
        ),
        version=3,
        words_form=WordsForm(),
        claim_form=ClaimForm(),
        next_step=NextStep(words="Ask for approval", do="ask", waits="One thing to settle"),
        may_discard=True,
    )


def refused_statement() -> StatementPage:
    form = WordsForm({"opening_en": "Today we speak again.", "not_before": "tomorrow"})
    return replace(statement(), words_form=form)


_EMPTY = EmptyState(
    heading="No statement yet", words="The first one begins from the figures.", icon="megaphone"
)


def statements() -> StatementsPage:
    rows = tuple(
        StatementRow(
            number=number,
            url="/statement",
            title="More than eighty people have asked us for help since 1 April",
            language="en",
            state=state,
            day=DAY,
            by="Capella",
        )
        for number, state in (
            (7, Pill(words="Draft", tone=Tone.WAIT)),
            (6, Pill(words="Released", tone=Tone.OK)),
        )
    )
    return StatementsPage(
        shell=shell_at(Section.STATEMENTS), rows=rows, empty=_EMPTY, draft_url="/statements"
    )


def no_statements() -> StatementsPage:
    return StatementsPage(shell=shell_at(Section.STATEMENTS), rows=(), empty=_EMPTY)


_LANGUAGES = (
    LanguageLink(code="en", words="English", url="/press", current=True),
    LanguageLink(code="ru", words="Русский", url="/press"),
)
_RELEASED = Released(
    number=6,
    url="/press-statement",
    title="More than eighty people have asked us for help since 1 April",
    paragraphs=(
        "Since 1 April 2017, more than eighty people from the republic have asked us for help.",
        "Lithuania’s foreign minister says two people have been granted visas by his country.",
    ),
    released_on=DAY,
    counted_on=date(2017, 5, 16),
    sources=("Lithuania’s foreign minister, 17 May 2017",),
)


def press() -> PressPage:
    return PressPage(
        organisation="An invented network",
        language="en",
        direction="ltr",
        style_url="/static/press/press.css",
        languages=_LANGUAGES,
        statements=(_RELEASED,),
    )


def press_statement() -> PressStatementPage:
    return PressStatementPage(
        organisation="An invented network",
        language="en",
        direction="ltr",
        style_url="/static/press/press.css",
        languages=_LANGUAGES,
        statement=_RELEASED,
        all_url="/press",
    )
