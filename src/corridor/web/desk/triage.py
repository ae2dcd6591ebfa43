"""Judge how soon somebody must act, shortly or with everything weighed; agree with it."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from corridor.base.ids import MemberId
from corridor.domain.factors import Level, Weighed, weigh
from corridor.domain.journal import Opened
from corridor.domain.policy import Act
from corridor.services import triage as judging
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.services.journal import note_as_member
from corridor.services.triage import Judged
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.triage import AssessForm, WeighForm, reasons_of, weighed_of
from corridor.web.desk.rooms import Room, open_in, show_again
from corridor.web.desk.saying import UNSAVED, Said, answer, press, saved, seen
from corridor.web.desk.showing.common import colleagues
from corridor.web.desk.showing.triage import triage_page, weigh_form, weighed_words
from corridor.web.desk.undoing import with_undo
from corridor.web.desk.words import LEVELS
from corridor.web.ui.forms import Choices

LOOK_FIRST: Final = "weigh"


@require_POST
@with_desk
def assess(request: HttpRequest, visit: Visit, case: UUID, room: Room) -> HttpResponse:
    """What was weighed before is kept: the short form asks nothing about it."""
    file = open_in(room, visit, case, act=Act.ASSESS)
    urgency = file.case.safety.urgency
    weighed = urgency.assessed.weighed if urgency else Weighed()
    form = AssessForm(request.POST, members=_members(visit.desk), me=visit.desk.me)
    return answer(
        request,
        visit,
        form,
        lambda said: _assess(visit.desk, file, said, weighed, seen=seen(request)),
        then=with_undo(room.url(case)),
        again=show_again(request, visit, room, case),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def triage(request: HttpRequest, visit: Visit, case: UUID, room: Room) -> HttpResponse:
    file = open_in(room, visit, case, act=Act.ASSESS)
    if request.method != "POST":
        return _show(request, visit, room, file, weigh_form(visit.desk, file))
    form = WeighForm(request.POST, members=_members(visit.desk), me=visit.desk.me)
    if request.POST.get("do") == LOOK_FIRST:
        return _look_first(request, visit, room, file, form)
    return answer(
        request,
        visit,
        form,
        lambda said: _assess(visit.desk, file, said, weighed_of(said), seen=seen(request)),
        then=with_undo(room.url(case)),
        again=lambda form: _again(request, visit, room, file, form),
    )


def _look_first(
    request: HttpRequest, visit: Visit, room: Room, file: CaseFile, form: WeighForm
) -> HttpResponse:
    """Say what it comes to; nothing is written, and every mark stays."""

    def tell(said: Said) -> None:
        weighed = weigh(weighed_of(said))
        judged = Judged(level=Level(said["level"]), reasons=reasons_of(said), weighed=weighed)
        level = LEVELS[judging.suggested(file, judged)]
        words = gettext("The list suggests: %(level)s") % {"level": level}
        form.suggested = ". ".join(part for part in (words, weighed_words(weighed)) if part)

    told = saved(form, tell)
    return _show(request, visit, room, file, form, status=200 if told else UNSAVED)


def _again(
    request: HttpRequest, visit: Visit, room: Room, file: CaseFile, form: object
) -> HttpResponse:
    if not isinstance(form, WeighForm):
        raise TypeError
    return _show(request, visit, room, file, form, status=UNSAVED)


def _show(  # noqa: PLR0913 - one page is all of these
    request: HttpRequest,
    visit: Visit,
    room: Room,
    file: CaseFile,
    form: WeighForm,
    *,
    status: int = 200,
) -> HttpResponse:
    desk = visit.desk
    note_as_member(desk, Opened(member=desk.me, chain=file.chain, what=room.what))
    page = triage_page(visit, file, room=room.name, form=form)
    return render(request, page.template, {"page": page}, status=status)


def _members(desk: Desk) -> Choices:
    return colleagues(desk, act=Act.TAKE_CASE)


def _assess(
    desk: Desk, file: CaseFile, said: Said, weighed: Weighed, *, seen: int | None
) -> None:
    judged = Judged(
        level=Level(said["level"]),
        reasons=reasons_of(said),
        weighed=weighed,
        words=said["words"],
        second=MemberId(UUID(said["second"])) if said["second"] else None,
        owner=MemberId(UUID(said["owner"])),
    )
    judging.assess(desk, file.chain, judged, seen=seen)


@require_POST
@with_desk
def second(request: HttpRequest, visit: Visit, case: UUID, room: Room) -> HttpResponse:
    chain, at = open_in(room, visit, case, act=Act.ASSESS).chain, seen(request)
    return press(
        request,
        visit,
        lambda: judging.second_assessment(visit.desk, chain, seen=at),
        then=room.url(case),
    )
