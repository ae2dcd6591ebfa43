"""The people of a case: labels and places, and a name only for who asked to see it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from corridor.domain.milestones import Step
from corridor.domain.people import Exit, Person
from corridor.domain.policy import Act
from corridor.domain.removals import Removal, removals
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.services.identity import has_names
from corridor.web.desk.forms.case import (
    HeardForm,
    NameForm,
    PersonForm,
    PlaceForm,
    PutBackForm,
    StepForm,
    TakeOutForm,
)
from corridor.web.desk.pages.case import CaseForm, CasePanel, PersonCard, TakenOut
from corridor.web.desk.pages.common import Fact
from corridor.web.desk.shells import member_mark
from corridor.web.desk.showing.common import day_words, wording_of
from corridor.web.desk.showing.sent import Shown
from corridor.web.desk.showing.told import person_label
from corridor.web.desk.words import EXITS, STRUCK_AS, place_words, step_words
from corridor.web.ui.marks import Pill, Tone


def people(desk: Desk, file: CaseFile, shown: Shown) -> tuple[PersonCard, ...]:
    named = desk.may(Act.SHOW_NAMES) and has_names(desk, file.chain)
    return tuple(
        PersonCard(
            label=person_label(file.case, one.person),
            tags=tuple(_tags(one)),
            facts=_facts(desk, one),
            show_url=_url("show-name", file, one) if named else "",
            shown=shown.names.get(one.person),
            panels=tuple(_panels(desk, file, shown, one)),
        )
        for one in file.case.people
    )


def add_person(desk: Desk, file: CaseFile, shown: Shown) -> CasePanel | None:
    if not _may_tell(desk, file):
        return None
    return CasePanel(
        words=pgettext("somebody we help", "Add a person"),
        button=gettext("Add the person"),
        form=shown.form(PersonForm()),
        url=reverse("add-person", kwargs={"case": file.chain}),
    )


def taken_out(desk: Desk, file: CaseFile, shown: Shown) -> tuple[TakenOut, ...]:
    return tuple(_taken_out(desk, file, shown, one) for one in removals(file.case))


def _taken_out(desk: Desk, file: CaseFile, shown: Shown, one: Removal) -> TakenOut:
    said = gettext("%(reason)s. %(handle)s, %(day)s.") % {
        "reason": STRUCK_AS[one.why],
        "handle": member_mark(desk, one.by).handle,
        "day": day_words(timezone.localtime(one.at).date()),
    }
    form = shown.form(PutBackForm(part=part_of(one.person)))
    url = reverse("put-back", kwargs={"case": file.chain, "person": one.person})
    words = gettext("Put back")
    may = _may_tell(desk, file)
    return TakenOut(
        words=person_label(file.case, one.person),
        detail=said,
        back=CasePanel(words=words, button=words, form=form, url=url) if may else None,
    )


def part_of(person: object) -> str:
    """What tells one person's forms from another's on the same page."""
    return f"-{person}"


def _may_tell(desk: Desk, file: CaseFile) -> bool:
    return desk.may(Act.RECORD_STEP) and file.case.closed is None


def _url(name: str, file: CaseFile, one: Person) -> str:
    return reverse(name, kwargs={"case": file.chain, "person": one.person})


def _tags(one: Person) -> Iterator[Pill]:
    if one.missing_since is not None:
        words = gettext("Missing since %(day)s") % {"day": day_words(one.missing_since)}
        yield Pill(words=words, tone=Tone.SEEK, icon="user-round-search")
    if one.quiet_since is not None:
        words = gettext("Quiet since %(day)s") % {"day": day_words(one.quiet_since)}
        yield Pill(words=words, tone=Tone.WARN, icon="clock")


def _facts(desk: Desk, one: Person) -> tuple[Fact, ...]:
    wording = wording_of(desk)
    facts = (
        Fact(term=gettext("Step"), words=step_words(one.step, wording=wording)),
        Fact(term=gettext("Place"), words=_place(desk, one)),
        Fact(
            term=gettext("Reached"),
            words=day_words(one.reached_on) if one.reached_on else gettext("Not yet"),
        ),
        Fact(term=step_words(Step.OUT_OF_REGION, wording=wording), words=_exit(one.out)),
        Fact(term=gettext("Abroad"), words=_exit(one.abroad)),
    )
    return tuple(fact for fact in facts if fact.words)


def _place(desk: Desk, one: Person) -> str:
    words = place_words(one.place, wording=wording_of(desk))
    if one.placed_on is None or one.quiet or one.missing:
        return words
    since = day_words(one.placed_on)
    return gettext("%(place)s, since %(day)s") % {"place": words, "day": since}


def _exit(left: Exit | None) -> str:
    if left is None:
        return ""
    said = str(EXITS[left.by]) if left.by else ""
    return ", ".join(part for part in (day_words(left.on), said[:1].lower() + said[1:]) if part)


def _panels(desk: Desk, file: CaseFile, shown: Shown, one: Person) -> Iterator[CasePanel]:
    wording, part = wording_of(desk), part_of(one.person)
    today = {"on": desk.today()}
    if _may_tell(desk, file):
        step = StepForm(wording=wording, part=part, initial={**today, "step": one.step})
        yield _panel(gettext("How far"), shown.form(step), _url("step", file, one))
        place = PlaceForm(wording=wording, part=part, initial={**today, "place": one.place})
        yield _panel(gettext("Where"), shown.form(place), _url("place", file, one))
        heard = HeardForm(wording=wording, part=part, initial=today)
        yield _panel(gettext("Quiet or missing"), shown.form(heard), _url("heard", file, one))
        if len(file.case.people) > 1:
            yield _take_out(file, shown, one)
    if desk.may(Act.WRITE_NAMES):
        name = NameForm(part=part, initial={"sort": "used"})
        yield _panel(gettext("Write a name"), shown.form(name), _url("add-name", file, one))


def _take_out(file: CaseFile, shown: Shown, one: Person) -> CasePanel:
    words = gettext("Take out of the file")
    form = shown.form(TakeOutForm(part=part_of(one.person)))
    return CasePanel(words=words, button=words, form=form, url=_url("take-out", file, one))


def _panel(words: str, form: CaseForm, url: str) -> CasePanel:
    return CasePanel(words=words, button=gettext("Save"), form=form, url=url)
