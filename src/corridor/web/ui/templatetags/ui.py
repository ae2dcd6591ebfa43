"""The template tags of the desk: `{% load ui %}`."""

from collections.abc import Iterable
from datetime import date, datetime
from re import fullmatch
from typing import Final, TypeAlias

from django import forms, template
from django.utils import timezone
from django.utils.dateformat import format as format_day
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from corridor.domain.factors import Level
from corridor.web.ui.icons import draw_icon
from corridor.web.ui.marks import STEPS, Mark, MarkKind, Member, Pill, StepMark, Urgency

register = template.Library()

FormsOnPage: TypeAlias = forms.BaseForm | Iterable[forms.BaseForm | None] | str | None

_URGENCY_CLASSES: Final = {
    Level.HOURS: "h",
    Level.DAYS: "d",
    Level.WEEKS: "w",
    Level.MONTHS: "w",
    Level.UNKNOWN: "w",
}
_SIGNS: Final = {
    MarkKind.OK: "✓",
    MarkKind.NO: "\N{MULTIPLICATION SIGN}",
    MarkKind.WARN: "!",
    MarkKind.BAD: "!",
    MarkKind.ASK: "?",
    MarkKind.OFF: "\N{EN DASH}",
    MarkKind.WAIT: "…",
}


@register.simple_tag
def icon(name: str, tone: str = "") -> SafeString:
    return draw_icon(name, tone)


@register.simple_tag
def pill(shown: Pill) -> SafeString:
    drawn = draw_icon(shown.icon) if shown.icon else ""
    return format_html('<span class="pill {}">{}{}</span>', shown.tone, drawn, shown.words)


@register.simple_tag
def urgency(shown: Urgency) -> SafeString:
    return format_html(
        '<span class="urg {}">{}</span>', _URGENCY_CLASSES[shown.level], shown.words
    )


@register.simple_tag
def avatar(member: Member | None) -> SafeString:
    if member is None:
        return format_html(
            '<span class="av none"><span aria-hidden="true">\N{EN DASH}</span>'
            '<span class="vh">{}</span></span>',
            gettext("Nobody yet"),
        )
    return format_html(
        '<span class="av {}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="vh">{}</span></span>',
        member.tint,
        member.handle,
        member.initials,
        member.handle,
    )


@register.simple_tag
def step_bar(step: StepMark) -> SafeString:
    bars = format_html_join("", '<i class="{}"></i>', ((bar,) for bar in step.bars))
    place = gettext(", step %(number)s of %(all)s") % {"number": step.number, "all": STEPS}
    return format_html(
        '<span class="mini" aria-hidden="true">{}</span>'
        '<span class="mini-l">{}<span class="vh">{}</span></span>',
        bars,
        step.words,
        place,
    )


@register.simple_tag
def mark(shown: Mark) -> SafeString:
    return format_html(
        '<span class="mk {}"><span aria-hidden="true">{}</span>'
        '<span class="vh">{}</span></span>',
        shown.kind,
        _SIGNS[shown.kind],
        shown.meaning,
    )


@register.simple_block_tag
def card(content: str, slug: str, title: str, symbol: str = "", end: str = "") -> SafeString:
    """A card with a heading. `end` is quiet text, or a link made by a tag, at its far side."""
    aside = format_html('<span class="end mute">{}</span>', end) if end else ""
    drawn = draw_icon(symbol) if symbol else ""
    return format_html(
        '<section class="card" id="{}" aria-labelledby="{}-h"><div class="card-h">{}'
        '<h2 id="{}-h">{}</h2>{}</div>{}</section>',
        slug,
        slug,
        drawn,
        slug,
        title,
        aside,
        content,
    )


@register.simple_block_tag
def folded(content: str, words: str, *, is_open: bool = False, key: str = "") -> SafeString:
    """Something that opens when asked for: a form, mostly. Works without scripts."""
    return format_html(
        '<details class="adder"{}><summary class="btn btn-sm"{}>{}{}</summary>'
        '<div class="adder-in">{}</div></details>',
        SafeString(" open") if is_open else "",
        format_html(' data-key="{}"', key) if key else "",
        draw_icon("plus"),
        words,
        content,
    )


@register.simple_tag
def more_link(url: str, words: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, words)


@register.inclusion_tag("desk/ui/error-summary.html")
def error_summary(*shown: FormsOnPage) -> dict[str, list[forms.BaseForm]]:
    """List what is wrong at the top of a page; each line leads to its field."""
    return {"forms": _unfinished(shown)}


@register.simple_tag
def failed(*shown: FormsOnPage) -> SafeString:
    """Begin a page title with "Error: ", so that a screen reader hears of it first."""
    return format_html("{} ", gettext("Error:")) if _unfinished(shown) else SafeString("")


def _unfinished(shown: Iterable[FormsOnPage]) -> list[forms.BaseForm]:
    """Choose the forms with errors. A template gives "" for a panel that is not drawn."""
    unfinished: list[forms.BaseForm] = []
    for one in shown:
        among = (one,) if isinstance(one, forms.BaseForm) else one or ()
        unfinished += (
            form for form in among if isinstance(form, forms.BaseForm) and form.errors
        )
    return unfinished


@register.filter
def code_only(code: str) -> str:
    """A file's code for a page title. Anything that is not a code stays out of titles."""
    return code if fullmatch(r"[A-Z]-\d{1,9}", code) else gettext("File")


@register.filter
def day(shown: date) -> str:
    return format_day(shown, pgettext("day in Django's date letters: 19 May", "j E"))


@register.filter
def full_day(shown: date) -> str:
    return format_day(shown, pgettext("day in Django's date letters: 19 May 2017", "j E Y"))


@register.filter
def week_day(shown: date) -> str:
    return format_day(shown, pgettext("day in Django's date letters: Friday 19 May", "l j E"))


@register.filter
def hour(shown: datetime) -> str:
    return format_day(_at_the_desk(shown), "H:i")


@register.filter
def day_and_hour(shown: datetime) -> str:
    letters = pgettext("day in Django's date letters: 19 May at 03:12", "j E, H:i")
    return format_day(_at_the_desk(shown), letters)


def _at_the_desk(shown: datetime) -> datetime:
    """Hours are shown in the zone of the organisation, which every desk page activates."""
    return timezone.localtime(shown) if timezone.is_aware(shown) else shown
