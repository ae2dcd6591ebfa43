"""Who may be here twice, in words. No name of anybody is among them."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from corridor.base.ids import ChainId
from corridor.domain.duplicates import Evidence, Ground
from corridor.domain.names.reasons import How
from corridor.domain.people import Verdict
from corridor.domain.policy import Act
from corridor.services.casefiles import CaseFile
from corridor.services.duplicates import Candidate, Likely, compared_by_name, likely
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.duplicates import JudgeForm
from corridor.web.desk.pages.common import EmptyState, Link, MarkedLine
from corridor.web.desk.pages.duplicates import (
    Choice,
    DuplicatesPage,
    LikelyPerson,
    OtherPerson,
)
from corridor.web.desk.pages.request import Similar
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import shell_of
from corridor.web.ui.marks import Mark, MarkKind, Pill, Tone

_MANY: Final = {How.SAME_LETTERS, How.SAME_SOUND, How.CLOSE}


def duplicates_page(
    visit: Visit, found: tuple[Likely, ...], form: JudgeForm, *, of: ChainId | None = None
) -> DuplicatesPage:
    """`of` one case, or of the newest."""
    return DuplicatesPage(
        shell=shell_of(visit, Section.DUPLICATES),
        form=form,
        people=tuple(_likely(one) for one in found if one.candidates),
        compared=tuple(_compared(visit)),
        empty=EmptyState(
            heading=gettext("Nobody seems to be here twice"),
            words=gettext("New requests are compared with everybody whom your keys open."),
            icon="users",
        ),
        all=None
        if of is None
        else Link(words=gettext("The newest"), url=reverse("duplicates")),
    )


def similar(visit: Visit, file: CaseFile) -> tuple[Similar, ...]:
    """The strongest of who may be the same, where nobody has decided yet."""
    if not visit.desk.may(Act.COMPARE_PEOPLE):
        return ()
    url = reverse("duplicates-of", kwargs={"case": file.chain})
    found = (other for one in likely(visit.desk, file.chain) for other in one.candidates)
    undecided = (other for other in found if other.verdict in {None, Verdict.LATER})
    return tuple(Similar(words=at_a_glance(other), url=url) for other in islice(undecided, 2))


def at_a_glance(one: Candidate) -> str:
    reasons = "; ".join(
        _words(evidence) for evidence in one.evidence if not evidence.speaks_against
    )
    return f"{one.name}, {one.number}: {reasons}"


def _likely(one: Likely) -> LikelyPerson:
    return LikelyPerson(
        person=str(one.person),
        title=one.name,
        number=one.number,
        url=_file_url(one.case, one.number),
        label=one.label,
        judge_url=reverse("judge-duplicate", kwargs={"case": one.case}),
        others=tuple(_other(other) for other in one.candidates),
    )


def _file_url(case: ChainId, number: str) -> str:
    """A request and a case have rooms of their own; their numbers tell which it is."""
    return reverse("request" if number.startswith("R") else "case", kwargs={"case": case})


def _other(one: Candidate) -> OtherPerson:
    return OtherPerson(
        case=str(one.case),
        person=str(one.person),
        title=one.name,
        number=one.number,
        url=_file_url(one.case, one.number),
        label=one.label,
        state=_state(one.verdict),
        reasons=tuple(_reason(evidence) for evidence in one.evidence),
        choices=tuple(_choices(one.verdict)),
    )


def _state(verdict: Verdict | None) -> Pill | None:
    match verdict:
        case Verdict.SAME:
            return Pill(words=gettext("Linked: counted once"), tone=Tone.OK, icon="check")
        case Verdict.DIFFERENT:
            return Pill(words=gettext("Two people"))
        case Verdict.LATER:
            return Pill(words=gettext("Left for later"), tone=Tone.WAIT)
        case _:
            return None


def _choices(verdict: Verdict | None) -> Iterator[Choice]:
    if verdict is Verdict.SAME:
        yield Choice(words=gettext("Undo the link"), value=Verdict.APART_AGAIN, icon="undo-2")
        return
    yield Choice(words=gettext("The same person"), value=Verdict.SAME, icon="check", main=True)
    if verdict is not Verdict.DIFFERENT:
        yield Choice(words=gettext("Two people"), value=Verdict.DIFFERENT, icon="x")
    if verdict is None:
        yield Choice(words=gettext("Later"), value=Verdict.LATER, icon="clock")


def _reason(evidence: Evidence) -> MarkedLine:
    if evidence.speaks_against:
        against = Mark(kind=MarkKind.OFF, meaning=gettext("Speaks against it:"))
        return MarkedLine(mark=against, words=gettext("born in different years"))
    return MarkedLine(
        mark=Mark(kind=MarkKind.OK, meaning=gettext("Speaks for it:")), words=_words(evidence)
    )


def _words(evidence: Evidence) -> str:
    match evidence.ground:
        case Ground.NAMES:
            return gettext("their names: %(how)s") % {"how": ", ".join(_hows(evidence.how))}
        case Ground.STORY:
            said = ngettext(
                "%(count)s rare word of their stories",
                "%(count)s rare words of their stories",
                evidence.many,
            )
            return said % {"count": evidence.many}
        case _:
            return _plain(evidence.ground)


def _plain(ground: Ground) -> str:
    return {
        Ground.PHONE: gettext("the same phone number"),
        Ground.BIRTHDAY: gettext("born on the same day"),
        Ground.BIRTH_YEAR: gettext("born in the same year"),
        Ground.BIRTHPLACE: gettext("born in the same place"),
    }[ground]


def _hows(hows: tuple[How, ...]) -> Iterator[str]:
    for how, count in Counter(hows).items():
        yield _counted(how, count) if how in _MANY else _once(how)


def _counted(how: How, count: int) -> str:
    said = {
        How.SAME_LETTERS: ngettext(
            "%(count)s word letter by letter", "%(count)s words letter by letter", count
        ),
        How.SAME_SOUND: ngettext(
            "%(count)s word in another spelling", "%(count)s words in another spelling", count
        ),
        How.CLOSE: ngettext("%(count)s word almost", "%(count)s words almost", count),
    }[how]
    return said % {"count": count}


def _once(how: How) -> str:
    return {
        How.SAME_GIVEN_NAME: gettext("one given name in two languages or for short"),
        How.INITIAL: gettext("an initial that fits"),
        How.CUT_SHORT: gettext("a word that was cut short"),
        How.WRITTEN_APART: gettext("one word that was written as two"),
        How.OTHER_FATHER: gettext("but another father’s name"),
        How.DIFFERENT: gettext("but another word"),
        How.FATHER_LEFT_OUT: gettext("a father’s name on one side only"),
        How.LEFT_OUT: gettext("a word on one side only"),
    }[how]


def _compared(visit: Visit) -> Iterator[MarkedLine]:
    yes = Mark(kind=MarkKind.OK, meaning=gettext("Compared:"))
    no = Mark(kind=MarkKind.OFF, meaning=gettext("Not compared:"))
    names = compared_by_name(visit.desk)
    yield MarkedLine(
        mark=yes if names else no,
        words=gettext("names in any alphabet, days and places of birth, contacts"),
    )
    yield MarkedLine(mark=yes, words=gettext("phone numbers and rare words that they wrote"))
    yield MarkedLine(mark=no, words=gettext("faces, voices and files"))
