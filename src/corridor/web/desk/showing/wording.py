"""From the ledger's words to the pages on which they are written and read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from math import ceil
from typing import Final, NamedTuple, Self

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from corridor.base.ids import MemberId
from corridor.domain.languages import (
    PluralCase,
    direction,
    known_languages,
    own_name,
    plural_cases,
)
from corridor.domain.phrases import SLOT, room
from corridor.domain.policy import Act
from corridor.domain.reviewing import FINISHED, Line
from corridor.domain.wordings import Forms, Sentence, Standing, Tongue, Version, Wordings
from corridor.services.desk import Desk
from corridor.services.wordings import lines_of, name_of
from corridor.web.composition import premises, tongues
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.wording import LanguageForm, SentenceForm
from corridor.web.desk.pages.common import CountedLink, Link, Pager
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.pages.wording import LanguageRow, SentenceCard, TonguePage, WordingPage
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.common import day_words, language_name
from corridor.web.public.examples import EXAMPLES
from corridor.web.sentences import LANGUAGE_NAME, OWN_WORDS, SHIPPED, places_of, source_of
from corridor.web.ui.forms import Choices
from corridor.web.ui.marks import Pill, Tone

PAGE: Final = 20
_NAMED: Final = 3
_LAST_PAGE: Final = 999
_ONE: Final = (PluralCase("other", ()),)
_STATES: Final = {
    Standing.MISSING: (gettext_lazy("Missing"), Tone.BAD),
    Standing.STALE: (gettext_lazy("Written for other English"), Tone.WARN),
    Standing.WAITING: (gettext_lazy("Waits for a second reader"), Tone.WAIT),
    Standing.SHIPPED: (gettext_lazy("Comes with the program"), Tone.PLAIN),
    Standing.SAID: (gettext_lazy("Written here, reviewed"), Tone.OK),
}
_NOTES, _OWN = "notes", "own"
_PLACES: Final[Mapping[str, Promise]] = {
    "ask": gettext_lazy("The first page"),
    "check": gettext_lazy("The code, before sending"),
    "sent": gettext_lazy("After sending"),
    "back": gettext_lazy("Coming back"),
    "talk": gettext_lazy("The page behind the code"),
    "withdrawn": gettext_lazy("After withdrawing"),
    "more": gettext_lazy("Further questions"),
    "contact": gettext_lazy("How to reach them"),
    "attach": gettext_lazy("Files"),
    "base": gettext_lazy("Around every page"),
    _NOTES: gettext_lazy("Answers and notes"),
    _OWN: gettext_lazy("Your own words"),
}


class View(StrEnum):
    ALL = "all"
    MISSING = "missing"
    WAITING = "waiting"
    STALE = "stale"
    OURS = "ours"


_VIEWS: Final[Mapping[View, Promise]] = {
    View.ALL: gettext_lazy("All"),
    View.MISSING: gettext_lazy("Missing"),
    View.WAITING: gettext_lazy("To review"),
    View.STALE: gettext_lazy("Other English"),
    View.OURS: gettext_lazy("Written here"),
}
_STANDINGS: Final = {
    View.ALL: frozenset(Standing),
    View.MISSING: frozenset({Standing.MISSING}),
    View.WAITING: frozenset({Standing.WAITING}),
    View.STALE: frozenset({Standing.STALE}),
    View.OURS: frozenset({Standing.SAID, Standing.WAITING, Standing.STALE}),
}


class Chosen(NamedTuple):
    """Which sentences of a language are looked at. Harmless enough to stand in an address."""

    view: View = View.ALL
    page: int = 1
    place: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        view = query.get("show", "")
        page, place = query.get("page", ""), query.get("place", "")
        known = page.isascii() and page.isdigit() and 0 < int(page[:4]) <= _LAST_PAGE
        return cls(
            View(view) if view in set(View) else View.ALL,
            int(page) if known else 1,
            place if place in _PLACES else "",
        )

    def url(self, language: str, *, page: int | None = None) -> str:
        page = self.page if page is None else page
        there = f"?show={self.view}&page={page}"
        place = f"&place={self.place}" if self.place else ""
        return reverse("tongue", kwargs={"language": language}) + there + place

    def among(self, lines: Sequence[Line]) -> list[Line]:
        return [
            one
            for one in lines
            if one.standing in _STANDINGS[self.view]
            and self.place in {"", _place_of(one.sentence)}
        ]

    def of(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        shown = self.among(lines)
        page = min(self.page, _pages(len(shown)))
        return tuple(shown[(page - 1) * PAGE : page * PAGE])


def _pages(many: int) -> int:
    return max(1, ceil(many / PAGE))


def lines_in(desk: Desk, wordings: Wordings, language: str) -> tuple[Line, ...]:
    return lines_of(wordings, language, source_of(desk.settings))


def listed(wordings: Wordings) -> tuple[str, ...]:
    """Those that the desk was founded with, those that are shipped, those written in since."""
    founded = premises().settings.languages
    return tuple(dict.fromkeys([*founded, *SHIPPED, *wordings.tongues]))


def wording_page(visit: Visit, wordings: Wordings, form: LanguageForm | None) -> WordingPage:
    return WordingPage(
        shell=shell_of(visit, Section.WORDING),
        url=reverse("wording"),
        rows=tuple(
            language_row(visit.desk, wordings, one, lines_in(visit.desk, wordings, one))
            for one in listed(wordings)
        ),
        form=form or LanguageForm(languages=others(wordings)),
    )


def others(wordings: Wordings) -> Choices:
    """Every further language that has a name, by that name."""
    left = known_languages() - set(listed(wordings))
    named = [(code, f"{language_name(code)} · {own_name(code)}") for code in left]
    return sorted(named, key=lambda one: str(one[1]).casefold())


def language_row(
    desk: Desk, wordings: Wordings, language: str, lines: Sequence[Line]
) -> LanguageRow:
    count = [line.standing for line in lines].count
    tongue = wordings.tongue(language)
    newest = [told.newest for told in tongue.told.values()]
    written, read = [one.by for one in newest], [one.reviewed_by for one in newest]
    shipped = [gettext("The program’s authors")] if language in SHIPPED else []
    return LanguageRow(
        code=language,
        name=language_name(language),
        own_name=own_name(language),
        direction=direction(language),
        url=reverse("tongue", kwargs={"language": language}),
        state=_state(tongue),
        missing=count(Standing.MISSING),
        stale=count(Standing.STALE),
        waiting=count(Standing.WAITING),
        written_by=_handles(desk, written, shipped),
        reviewed_by=_handles(desk, read, shipped),
    )


def _state(tongue: Tongue) -> Pill:
    if tongue.language in tongues().offered:
        return Pill(words=gettext("Offered"), tone=Tone.OK)
    return Pill(words=gettext("Not offered"))


def _handles(desk: Desk, members: Iterable[MemberId | None], first: Sequence[str]) -> str:
    """Who did most of it stands first."""
    done = [one for one in members if one is not None]
    most = sorted(dict.fromkeys(done), key=done.count, reverse=True)
    named = [*first, *(member_mark(desk, one).handle for one in most[:_NAMED])]
    return ", ".join(named)


class Reading(NamedTuple):
    """What a member has before them: the words as they stood, one language, some sentences."""

    wordings: Wordings
    language: str
    chosen: Chosen = Chosen()


def tongue_page(
    visit: Visit,
    reading: Reading,
    *,
    forms: Mapping[str, SentenceForm] | None = None,
    unfinished: bool = False,
) -> TonguePage:
    wordings, language, chosen = reading
    desk, lines = visit.desk, lines_in(visit.desk, wordings, language)
    tongue, steward = wordings.tongue(language), desk.may(Act.OFFER_LANGUAGE)
    typed = forms or {}
    again = tuple(line for line in lines if name_of(line.sentence) in typed)
    shown = again or chosen.of(lines)
    shown_now = tongue.offered or language in premises().settings.languages
    left = sum(one.standing not in FINISHED for one in lines)
    return TonguePage(
        shell=shell_of(visit, Section.WORDING),
        row=language_row(desk, wordings, language, lines),
        all_url=reverse("wording"),
        url=chosen.url(language),
        views=tuple(_view(view, language, chosen, lines) for view in View),
        places=tuple(_places(language, chosen, lines)),
        cards=tuple(
            _card(desk, line, language, typed.get(name_of(line.sentence))) for line in shown
        ),
        previews=tuple(_preview(language, name) for name in EXAMPLES),
        pager=_pager(language, chosen, lines),
        offer_url=_url("offer-language", language, steward and not (left or shown_now)),
        left="" if shown_now or not left else _left_words(left),
        hold_back_url=_url("hold-language-back", language, steward and tongue.offered),
        unfinished=unfinished,
    )


def _left_words(left: int) -> str:
    return ngettext(
        "%(count)s sentence is left before it can be offered.",
        "%(count)s sentences are left before it can be offered.",
        left,
    ) % {"count": left}


def _url(name: str, language: str, shown: bool) -> str:  # noqa: FBT001 - shown or not is all
    return reverse(name, kwargs={"language": language}) if shown else ""


def _preview(language: str, name: str) -> Link:
    place = {"language": language, "look": name}
    return Link(
        words=str(_PLACES.get(name, name)), url=reverse("preview-wording", kwargs=place)
    )


def _places(language: str, chosen: Chosen, lines: Sequence[Line]) -> Iterator[CountedLink]:
    """Where sentences stand, and how many of this view stand there."""
    for place, words in (("", gettext("Everywhere")), *_PLACES.items()):
        there = Chosen(chosen.view, place=place)
        count = len(there.among(lines))
        if count:
            current, url = place == chosen.place, there.url(language)
            yield CountedLink(words=str(words), url=url, count=count, current=current)


def _view(view: View, language: str, chosen: Chosen, lines: Sequence[Line]) -> CountedLink:
    return CountedLink(
        words=str(_VIEWS[view]),
        url=Chosen(view, place=chosen.place).url(language),
        count=len(Chosen(view, place=chosen.place).among(lines)),
        current=view is chosen.view,
    )


def _pager(language: str, chosen: Chosen, lines: Sequence[Line]) -> Pager:
    last = _pages(len(chosen.among(lines)))
    page = min(chosen.page, last)
    before, after = chosen.url(language, page=page - 1), chosen.url(language, page=page + 1)
    return Pager(
        words=gettext("Page %(page)s of %(last)s") % {"page": page, "last": last},
        newer=Link(words=gettext("Page before"), url=before) if page > 1 else None,
        older=Link(words=gettext("Next page"), url=after) if page < last else None,
    )


def sentence_form(line: Line, language: str, data: QueryDict | None = None) -> SentenceForm:
    """Filled with the newest words, or with those that were written for other English."""
    sentence = line.sentence
    return SentenceForm(
        data,
        prefix=name_of(sentence),
        part=name_of(sentence),
        cases=plural_cases(language) if sentence.plural else _ONE,
        words=_begun(line),
        room=room(sentence),
        runs=direction(language),
    )


def _begun(line: Line) -> Forms:
    told = line.told if line.told is not None else line.left
    return () if told is None else told.newest.forms


def _card(desk: Desk, line: Line, language: str, form: SentenceForm | None) -> SentenceCard:
    told, writes = line.told, desk.may(Act.WRITE_WORDING)
    newest = None if told is None else told.newest
    words, tone = _STATES[line.standing]
    waits = newest is not None and newest.reviewed_by is None
    return SentenceCard(
        name=name_of(line.sentence),
        place=str(_PLACES[_place_of(line.sentence)]),
        english=line.source,
        slots=tuple(dict.fromkeys(SLOT.findall(" ".join(line.source)))),
        state=Pill(words=str(words), tone=tone),
        seen=line.seen,
        said=line.spoken or line.source,
        said_in_english=line.spoken is None,
        written=() if newest is None else newest.forms,
        written_by="" if newest is None else _by(desk, newest.by, newest.at),
        reviewed_by=_reviewed(desk, newest),
        was=_was(line),
        form=(form or sentence_form(line, language)) if writes else None,
        may_read=waits and newest is not None and newest.by != desk.me,
        may_go_back=newest is not None and bool(newest.forms),
        may_keep=line.standing is Standing.STALE,
    )


def _was(line: Line) -> str:
    """The English that the older words were written for, where it is another now."""
    if line.former is not None:
        return line.former.text
    if line.told is None or line.standing is not Standing.STALE:
        return ""
    return line.told.newest.source[0]


def _reviewed(desk: Desk, version: Version | None) -> str:
    if version is None or version.reviewed_at is None:
        return ""
    return _by(desk, version.reviewed_by, version.reviewed_at)


def _by(desk: Desk, member: MemberId | None, at: datetime) -> str:
    return gettext("%(handle)s, %(day)s") % {
        "handle": member_mark(desk, member).handle,
        "day": day_words(timezone.localtime(at).date()),
    }


def _place_of(sentence: Sentence) -> str:
    if sentence.context in {OWN_WORDS, LANGUAGE_NAME}:
        return _OWN
    place = places_of().get(sentence, "")
    return place if place in _PLACES else _NOTES
