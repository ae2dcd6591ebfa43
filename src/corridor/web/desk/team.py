"""The team: who can open what, and how two stewards let people in and out."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corridor.accounts.errors import HandleTakenError
from corridor.accounts.slots import Enrolment
from corridor.base.ids import MemberId
from corridor.crypto.random import new_uuid
from corridor.domain import errors
from corridor.domain.errors import NotFoundError, RefusalError
from corridor.domain.policy import Act, Role
from corridor.domain.roster import Member
from corridor.services import members
from corridor.services.desk import Desk
from corridor.services.founding import Newcomer
from corridor.web.composition import slots
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.team import (
    AddMemberForm,
    ChangeMemberForm,
    EndMemberForm,
    RestoreMemberForm,
)
from corridor.web.desk.saying import UNSAVED, Said, answer, press, refuse
from corridor.web.desk.showing.enrolment import enrol_page
from corridor.web.desk.showing.team import leavers, member_page, team_page
from corridor.web.desk.tending import settle, shut_out


@require_safe
@with_desk
def team(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.SEE_TEAM)
    page = team_page(visit)
    return render(request, page.template, {"page": page})


@require_POST
@with_desk
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.MANAGE_MEMBERS)
    form = AddMemberForm(request.POST)
    if form.is_valid():
        try:
            return _let_in(request, visit.desk, form.cleaned_data)
        except RefusalError as refusal:
            refuse(form, refusal)
    page = team_page(visit, add_form=form)
    return render(request, page.template, {"page": page}, status=UNSAVED)


def _let_in(request: HttpRequest, desk: Desk, said: Said) -> HttpResponse:
    """Their way in is made now and shown once; the desk knows them when a second agrees."""
    member, handle = MemberId(new_uuid()), str(said["handle"])
    made = _way_in(member, handle)
    newcomer = Newcomer(
        member=member,
        handle=handle,
        roles=tuple(Role(role) for role in said["roles"]),
        signing_key=made.keys.signing.public,
        seal_key=made.keys.seal.public,
    )
    try:
        outcome = members.ask_to_add(desk, newcomer, reason=said["reason"])
    except RefusalError:
        shut_out([member])
        raise
    return _shown_once(request, handle, made, waits=outcome.waits)


def _way_in(member: MemberId, handle: str) -> Enrolment:
    try:
        return slots().enrol(member, handle)
    except HandleTakenError:
        raise errors.HandleTakenError("handle") from None


def _shown_once(
    request: HttpRequest, handle: str, made: Enrolment, *, waits: bool
) -> HttpResponse:
    page = enrol_page(handle, made, waits=waits, back_url=reverse("team"))
    return render(request, page.template, {"page": page})


@require_POST
@with_desk
def end(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.MANAGE_MEMBERS)
    form = EndMemberForm(request.POST, members=leavers(visit.desk))

    def act(said: Said) -> None:
        member = MemberId(UUID(said["member"]))
        settle(members.ask_to_end(visit.desk, member, reason=said["reason"]))

    def again(_form: object) -> HttpResponse:
        page = team_page(visit, end_form=form)
        return render(request, page.template, {"page": page}, status=UNSAVED)

    return answer(request, visit, form, act, then=reverse("team"), again=again)


@require_POST
@with_desk
def second(request: HttpRequest, visit: Visit, height: int) -> HttpResponse:
    """Agree or decline; what was settled meanwhile is shown on the page again."""
    visit.desk.door(Act.MANAGE_MEMBERS)
    acts = {"agree": _agree, "decline": _decline}
    act = acts.get(request.POST.get("do", ""))
    if act is None:
        raise NotFoundError
    return press(request, visit, lambda: act(visit.desk, height), then=reverse("team"))


def _agree(desk: Desk, height: int) -> None:
    settle(members.agree(desk, height))


def _decline(desk: Desk, height: int) -> None:
    proposal = members.proposal_at(desk.roster, height)
    members.decline(desk, height)
    here = {one.member for one in desk.roster.present}
    shut_out(set(members.newcomers(proposal)) - here)


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def member(request: HttpRequest, visit: Visit, member: UUID) -> HttpResponse:
    """Change the roles of who is here, or restore who has left."""
    visit.desk.door(Act.MANAGE_MEMBERS)
    found = visit.desk.roster.member(MemberId(member))
    if found is None:
        raise NotFoundError
    return _change(request, visit, found) if found.here else _restore(request, visit, found)


def _change(request: HttpRequest, visit: Visit, found: Member) -> HttpResponse:
    if request.method != "POST":
        known = ChangeMemberForm(initial={"roles": [role.value for role in found.roles]})
        return _member(request, visit, found, known, status=200)
    form = ChangeMemberForm(request.POST)

    def act(said: Said) -> None:
        roles = tuple(Role(role) for role in said["roles"])
        settle(
            members.ask_to_change(visit.desk, found.member, roles=roles, reason=said["reason"])
        )

    def again(_form: object) -> HttpResponse:
        return _member(request, visit, found, form, status=UNSAVED)

    return answer(request, visit, form, act, then=reverse("team"), again=again)


def _restore(request: HttpRequest, visit: Visit, found: Member) -> HttpResponse:
    """Their way in is made anew and shown once, like a newcomer's."""
    if request.method != "POST":
        return _member(request, visit, found, RestoreMemberForm(), status=200)
    form = RestoreMemberForm(request.POST)
    if form.is_valid():
        try:
            return _restored(request, visit.desk, found, form.cleaned_data["reason"])
        except RefusalError as refusal:
            refuse(form, refusal)
    return _member(request, visit, found, form, status=UNSAVED)


def _restored(request: HttpRequest, desk: Desk, found: Member, reason: str) -> HttpResponse:
    made = _way_in(found.member, found.handle)
    try:
        outcome = members.ask_to_restore(
            desk,
            found.member,
            signing_key=made.keys.signing.public,
            seal_key=made.keys.seal.public,
            reason=reason,
        )
    except RefusalError:
        shut_out([found.member])
        raise
    return _shown_once(request, found.handle, made, waits=outcome.waits)


def _member(
    request: HttpRequest,
    visit: Visit,
    found: Member,
    form: ChangeMemberForm | RestoreMemberForm,
    *,
    status: int,
) -> HttpResponse:
    page = member_page(visit, found, form)
    return render(request, page.template, {"page": page}, status=status)


urlpatterns = [
    path("team", team, name="team"),
    path("team/add", add, name="add-member"),
    path("team/end", end, name="end-member"),
    path("team/<uuid:member>", member, name="member"),
    path("team/proposals/<int:height>", second, name="second-proposal"),
]
