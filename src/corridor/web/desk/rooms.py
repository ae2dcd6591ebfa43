"""The two pages that show a file: a request and a case. Opening one is in the journal first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from corridor.base.ids import ChainId
from corridor.domain.journal import Opened, Opening
from corridor.domain.policy import Act
from corridor.services.casefiles import CaseFile, open_file
from corridor.services.intake import take_alarms_of
from corridor.services.journal import note_as_member
from corridor.services.messages import see
from corridor.web.desk.drafting import typed
from corridor.web.desk.entry import Visit
from corridor.web.desk.pages.case import CasePage
from corridor.web.desk.pages.errors import Fault
from corridor.web.desk.pages.request import RequestPage
from corridor.web.desk.saying import UNSAVED
from corridor.web.desk.showing.sent import Shown
from corridor.web.failures import Told, failure
from corridor.web.ui.forms import DeskForm

PageOf = Callable[[Visit, CaseFile, Shown], RequestPage | CasePage]


@dataclass(frozen=True, kw_only=True)
class Room:
    """`drafts`: by a form's key, the address that its typed words belong to."""

    name: str
    opens: Act
    what: Opening
    page: PageOf
    drafts: Mapping[str, str]

    def url(self, case: UUID) -> str:
        return reverse(self.name, kwargs={"case": case})


def open_in(room: Room, visit: Visit, case: UUID, *, act: Act | None = None) -> CaseFile:
    """Open a file to look, or to do `act`: who may not do it learns nothing of the file."""
    visit.desk.door(room.opens)
    visit.desk.door(act or room.opens)
    return open_file(visit.desk, ChainId(case))


def show_file(  # noqa: PLR0913 - one page is all of these
    request: HttpRequest,
    visit: Visit,
    room: Room,
    file: CaseFile,
    shown: Shown | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Whoever looks has taken the alarm of an urgent request.

    A form that came back to a page that has it no more is shown alone, with the reason.
    """
    desk = visit.desk
    note_as_member(desk, Opened(member=desk.me, chain=file.chain, what=room.what))
    take_alarms_of(desk, file)
    see(desk, file)
    known = shown or Shown()
    page = room.page(visit, file, replace(known, typed=_typed(visit, room, file)))
    for form in known.back.values():
        if not any(one is form for one in page.forms):
            return _without_place(request, form)
    return render(request, page.template, {"page": page}, status=status)


def show_again(
    request: HttpRequest, visit: Visit, room: Room, case: UUID
) -> Callable[[DeskForm], HttpResponse]:
    """The same page with the form that was refused, and every word kept."""

    def again(form: DeskForm) -> HttpResponse:
        file = open_in(room, visit, case)
        back = Shown(back={form.key: form})
        return show_file(request, visit, room, file, back, status=UNSAVED)

    return again


def _without_place(request: HttpRequest, form: DeskForm) -> HttpResponse:
    reasons = (str(one) for found in form.errors.values() for one in found)
    return failure(request, Fault.NOT_ACCEPTED, told=Told(words=" ".join(reasons)))


def _typed(visit: Visit, room: Room, file: CaseFile) -> Mapping[str, Mapping[str, str]]:
    return {
        key: typed(visit, reverse(name, kwargs={"case": file.chain}))
        for key, name in room.drafts.items()
    }
