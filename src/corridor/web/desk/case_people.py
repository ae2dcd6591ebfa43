"""What is told of one person of a case, and their name for who asks to see it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from corridor.base.ids import PersonId
from corridor.crypto.random import new_uuid
from corridor.domain.identity import (
    Identity,
    Name,
    NameKind,
    NamesSet,
    SafeWith,
    script_of,
)
from corridor.domain.milestones import ExitBy, Place, Step
from corridor.domain.people import (
    Found,
    HeardAgain,
    PeopleFact,
    PersonJoined,
    PersonPlaced,
    PersonStruck,
    ReportedMissing,
    StepReached,
    StruckAs,
    WentQuiet,
)
from corridor.domain.policy import Act
from corridor.services.identity import show_names, write_identity
from corridor.services.people import put_back, tell_of_person
from corridor.web.desk.cases import CASE
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.case import (
    Heard,
    HeardForm,
    NameForm,
    PersonForm,
    PlaceForm,
    PutBackForm,
    StepForm,
    TakeOutForm,
)
from corridor.web.desk.pages.case import ShownName
from corridor.web.desk.rooms import open_in, show_again, show_file
from corridor.web.desk.saying import Said, answer, seen
from corridor.web.desk.showing.case_people import part_of
from corridor.web.desk.showing.common import wording_of
from corridor.web.desk.showing.sent import Shown
from corridor.web.desk.words import NAME_KINDS
from corridor.web.ui.forms import DeskForm

_REPLACED = (NameKind.LEGAL, NameKind.USED)


@require_POST
@with_desk
def add_person(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    def joined(said: Said) -> PersonJoined:
        person = PersonId(new_uuid())
        return PersonJoined(person=person, label=said["label"], asked_on=visit.desk.today())

    return _told(request, visit, case, PersonForm(request.POST), joined)


@require_POST
@with_desk
def step(request: HttpRequest, visit: Visit, case: UUID, person: UUID) -> HttpResponse:
    form = StepForm(request.POST, wording=wording_of(visit.desk), part=part_of(person))

    def reached(said: Said) -> StepReached:
        return StepReached(
            person=PersonId(person),
            step=Step(said["step"]),
            on=said["on"],
            by=_by(said),
            reversed=said["taken_back"],
        )

    return _told(request, visit, case, form, reached)


@require_POST
@with_desk
def place(request: HttpRequest, visit: Visit, case: UUID, person: UUID) -> HttpResponse:
    form = PlaceForm(request.POST, wording=wording_of(visit.desk), part=part_of(person))

    def placed(said: Said) -> PersonPlaced:
        return PersonPlaced(
            person=PersonId(person), place=Place(said["place"]), on=said["on"], by=_by(said)
        )

    return _told(request, visit, case, form, placed)


@require_POST
@with_desk
def heard(request: HttpRequest, visit: Visit, case: UUID, person: UUID) -> HttpResponse:
    form = HeardForm(request.POST, wording=wording_of(visit.desk), part=part_of(person))
    return _told(request, visit, case, form, lambda said: _heard(PersonId(person), said))


@require_POST
@with_desk
def take_out(request: HttpRequest, visit: Visit, case: UUID, person: UUID) -> HttpResponse:
    def struck(said: Said) -> PersonStruck:
        return PersonStruck(person=PersonId(person), why=StruckAs(said["why"]))

    form = TakeOutForm(request.POST, part=part_of(person))
    return _told(request, visit, case, form, struck)


@require_POST
@with_desk
def back(request: HttpRequest, visit: Visit, case: UUID, person: UUID) -> HttpResponse:
    chain = open_in(CASE, visit, case, act=Act.RECORD_STEP).chain
    return answer(
        request,
        visit,
        PutBackForm(request.POST, part=part_of(person)),
        lambda said: put_back(visit.desk, chain, PersonId(person), words=said["words"]),
        then=CASE.url(case) + "#people",
        again=show_again(request, visit, CASE, case),
    )


def _heard(person: PersonId, said: Said) -> PeopleFact:
    match Heard(said["what"]):
        case Heard.QUIET:
            return WentQuiet(person=person, since=said["on"])
        case Heard.HEARD:
            return HeardAgain(person=person, on=said["on"])
        case Heard.MISSING:
            return ReportedMissing(person=person, on=said["on"])
        case Heard.FOUND:
            found_at = Place(said["place"]) if said["place"] else Place.NOT_KNOWN
            return Found(person=person, on=said["on"], place=found_at)


def _by(said: Said) -> ExitBy | None:
    return ExitBy(said["by"]) if said["by"] else None


def _told(
    request: HttpRequest,
    visit: Visit,
    case: UUID,
    form: DeskForm,
    fact_of: Callable[[Said], PeopleFact],
) -> HttpResponse:
    chain, at = open_in(CASE, visit, case, act=Act.RECORD_STEP).chain, seen(request)
    return answer(
        request,
        visit,
        form,
        lambda said: tell_of_person(visit.desk, chain, fact_of(said), seen=at),
        then=CASE.url(case) + "#people",
        again=show_again(request, visit, CASE, case),
    )


@require_POST
@with_desk
def show_name(request: HttpRequest, visit: Visit, case: UUID, person: UUID) -> HttpResponse:
    """The look is in the journal first. With scripts only the name comes, else the page."""
    file = open_in(CASE, visit, case, act=Act.SHOW_NAMES)
    known = show_names(visit.desk, file.chain, PersonId(person)).of(PersonId(person))
    shown = _name(known)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/ui/name.html", {"shown": shown})
    return show_file(request, visit, CASE, file, Shown(names={PersonId(person): shown}))


def _name(known: Identity) -> ShownName:
    if not known.names:
        return ShownName(name=gettext("No name is written down"))
    said = "; ".join(_one_name(name) for name in known.names)
    return ShownName(name=said)


def _one_name(name: Name) -> str:
    """A name that must not be said says so."""
    kind = str(NAME_KINDS[name.sort])
    silent = name.safe_with is SafeWith.NOBODY and name.sort is not NameKind.NEVER
    said = gettext("not to be said") if silent else ""
    return f"{name.value} ({', '.join(part for part in (kind, said) if part)})"


@require_POST
@with_desk
def add_name(request: HttpRequest, visit: Visit, case: UUID, person: UUID) -> HttpResponse:
    chain = open_in(CASE, visit, case, act=Act.WRITE_NAMES).chain

    def save(said: Said) -> None:
        known = show_names(visit.desk, chain, PersonId(person)).of(PersonId(person))
        names = _with(known.names, _new_name(said))
        write_identity(visit.desk, chain, NamesSet(person=PersonId(person), names=names))

    return answer(
        request,
        visit,
        NameForm(request.POST, part=part_of(person)),
        save,
        then=CASE.url(case) + "#people",
        again=show_again(request, visit, CASE, case),
    )


def _with(known: tuple[Name, ...], new: Name) -> tuple[Name, ...]:
    """There is one name in the papers and one in use; of other names there may be many."""
    kept = (one for one in known if one.sort is not new.sort or one.sort not in _REPLACED)
    return (*kept, new)


def _new_name(said: Said) -> Name:
    return Name(
        value=said["name"],
        script=script_of(said["name"]),
        sort=NameKind(said["sort"]),
        safe_with=SafeWith.TEAM if said["safe_to_use"] else SafeWith.NOBODY,
    )


urlpatterns = [
    path("cases/<uuid:case>/people", add_person, name="add-person"),
    path("cases/<uuid:case>/people/<uuid:person>/step", step, name="step"),
    path("cases/<uuid:case>/people/<uuid:person>/place", place, name="place"),
    path("cases/<uuid:case>/people/<uuid:person>/heard", heard, name="heard"),
    path("cases/<uuid:case>/people/<uuid:person>/out", take_out, name="take-out"),
    path("cases/<uuid:case>/people/<uuid:person>/back", back, name="put-back"),
    path("cases/<uuid:case>/people/<uuid:person>/name", show_name, name="show-name"),
    path("cases/<uuid:case>/people/<uuid:person>/names", add_name, name="add-name"),
]
