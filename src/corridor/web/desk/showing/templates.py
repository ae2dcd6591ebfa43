"""The library of answers as a page."""

from django.urls import reverse
from django.utils.translation import get_language, gettext

from corridor.domain.languages import direction
from corridor.domain.templates import Library, Shipped, Template, Words, offers, shipped
from corridor.services.desk import Desk
from corridor.web.composition import tongues
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.templates import TemplateForm
from corridor.web.desk.pages.common import CountedLink, Quoted
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.pages.templates import TemplateCard, TemplatesPage
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.common import day_words, language_name
from corridor.web.desk.words import ABOUT
from corridor.web.ui.forms import Choices
from corridor.web.ui.marks import Pill, Tone


def languages_of(desk: Desk) -> Choices:
    """Every language that the public may write in, the founding ones first."""
    codes = dict.fromkeys([*desk.settings.languages, *tongues().offered])
    return [(code, language_name(code)) for code in codes]


def templates_page(
    visit: Visit, library: Library, *, language: str, back: TemplateForm | None = None
) -> TemplatesPage:
    """One language at a time. `back` is a form that was refused."""
    listed = languages_of(visit.desk)
    known = [code for code, _ in listed]
    chosen = next((one for one in (language, get_language()) if one in known), known[0])
    own = [one for one in library if one.language == chosen]
    fresh = TemplateForm(languages=listed, initial={"language": chosen})
    return TemplatesPage(
        shell=shell_of(visit, Section.TEMPLATES),
        url=reverse("templates"),
        languages=tuple(_tab(library, code, str(name), chosen) for code, name in listed),
        cards=(
            *(_card(visit.desk, one, listed, back=back) for one in own),
            *(_ships(one, chosen) for one in _uncovered(library, chosen)),
        ),
        form=back if back is not None and back.key == fresh.key else fresh,
    )


def _tab(library: Library, code: str, name: str, chosen: str) -> CountedLink:
    return CountedLink(
        words=name,
        url=f"{reverse('templates')}?language={code}",
        count=sum(one.language == code for one in offers(library, language=code)),
        current=code == chosen,
    )


def _uncovered(library: Library, language: str) -> tuple[Shipped, ...]:
    """What is offered as it was shipped."""
    keys = {one.key for one in offers(library, language=language) if one.shipped}
    return tuple(one for one in shipped(language) if f"{language}-{one.name}" in keys)


def _card(
    desk: Desk, one: Template, listed: Choices, *, back: TemplateForm | None
) -> TemplateCard:
    shown, newest = one.standing or one.newest, one.newest
    fresh = TemplateForm(
        languages=listed,
        part=f"-{one.template}",
        initial={
            "template": one.template,
            "language": one.language,
            "about": newest.about.value,
            "title": newest.title,
            "text": newest.text,
        },
    )
    may_read = one.waits and newest.by != desk.me
    return TemplateCard(
        id=str(one.template),
        title=shown.title,
        about=Pill(words=str(ABOUT[shown.about])),
        state=_state(one),
        text=_quoted(shown.text, one.language),
        by=_by(desk, one, shown),
        waiting=_quoted(newest.text, one.language) if one.waits and one.standing else None,
        review_url=reverse("review-template", kwargs={"height": newest.height})
        if may_read
        else "",
        retire_url=reverse("retire-template", kwargs={"template": one.template}),
        form=back if back is not None and back.key == fresh.key else fresh,
    )


def _state(one: Template) -> Pill:
    if one.standing is None:
        return Pill(words=gettext("Waits for a second person"), tone=Tone.WARN)
    if one.waits:
        return Pill(words=gettext("Offered; newer words wait"), tone=Tone.WARN)
    return Pill(words=gettext("Offered"), tone=Tone.OK)


def _by(desk: Desk, one: Template, shown: Words) -> str:
    written = gettext("Written by %(handle)s, %(day)s.") % {
        "handle": member_mark(desk, shown.by).handle,
        "day": day_words(shown.at.date()),
    }
    if one.standing is None:
        return written
    read = gettext("Read by %(handle)s.") % {
        "handle": member_mark(desk, one.reviewed_by).handle
    }
    return f"{written} {read}"


def _ships(one: Shipped, language: str) -> TemplateCard:
    return TemplateCard(
        id=one.name,
        title=one.title,
        about=Pill(words=str(ABOUT[one.about])),
        state=Pill(words=gettext("Offered as shipped, not reviewed here")),
        text=_quoted(one.text, language),
        by=gettext("It came with this release. Words of your own take its place."),
    )


def _quoted(text: str, language: str) -> Quoted:
    return Quoted(text=text, language=language, direction=direction(language))
