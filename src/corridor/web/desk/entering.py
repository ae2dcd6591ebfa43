"""A request that came by phone, messenger or partner, written down by a worker."""

from typing import TYPE_CHECKING, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from corridor.base.ids import ChainId
from corridor.crypto.receipt import Receipt, new_receipt
from corridor.domain.cases import Outcome
from corridor.domain.errors import InFutureError
from corridor.domain.intake import Channel, SaidPlace, Way, Who, Wish
from corridor.domain.policy import Act
from corridor.domain.safety import RINGS, ContactRulesSet
from corridor.services import intake
from corridor.services.desk import Desk
from corridor.services.safety import set_contact_rules
from corridor.web.composition import premises, tongues
from corridor.web.desk.acts import in_zone
from corridor.web.desk.drafting import drop_typed, keep_typed, typed
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.enter_request import AttemptFormSet, EnterRequestForm
from corridor.web.desk.forms.request import AttemptForm
from corridor.web.desk.receipts import receipt_in, token_of
from corridor.web.desk.saying import UNSAVED, Said, refuse, saved
from corridor.web.desk.showing.common import first_try, wording_of
from corridor.web.desk.showing.entering import enter_page, filled, languages_offered
from corridor.web.ui.forms import DeskForm

if TYPE_CHECKING:
    from django.forms import BaseFormSet

TRIED: Final = "tried"
ANOTHER: Final = "another"
TOKEN: Final = "token"  # noqa: S105 - the field's name
_SPOKEN: Final = (Channel.PHONE, Channel.WALK_IN)


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def enter_request(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.ENTER_REQUEST)
    if request.method != "POST":
        return _begin(request, visit)
    if request.POST.get("do") == "attempt":
        return _add_attempt(request, visit)
    return _save(request, visit)


def _begin(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A new code each time: one that was never saved opens nothing."""
    receipt, kept = new_receipt(), typed(visit, request.path)
    now = first_try(visit.desk)["tried_at"]
    first = {"reached_at": now, **kept, TOKEN: token_of(receipt)}
    form = _form(visit.desk, initial=first)
    return _show(request, visit, form, receipt, kept=bool(kept))


def _form(
    desk: Desk, data: QueryDict | None = None, *, initial: dict[str, str] | None = None
) -> EnterRequestForm:
    return EnterRequestForm(
        data, initial=initial, languages=languages_offered(), wording=wording_of(desk)
    )


def _tried(data: QueryDict | None) -> "BaseFormSet[AttemptForm]":
    return AttemptFormSet(data, prefix=TRIED)


def _show(  # noqa: PLR0913 - one page is all of these
    request: HttpRequest,
    visit: Visit,
    form: EnterRequestForm,
    receipt: Receipt,
    *,
    tried: "BaseFormSet[AttemptForm] | None" = None,
    another: AttemptForm | None = None,
    kept: bool = False,
    status: int = 200,
) -> HttpResponse:
    fresh = AttemptForm(prefix=ANOTHER, initial=first_try(visit.desk))
    page = enter_page(
        visit,
        form,
        receipt,
        tried=_tried(None) if tried is None else tried,
        another=fresh if another is None else another,
        kept=kept,
    )
    return render(request, page.template, {"page": page}, status=status)


def _add_attempt(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Nothing is stored yet: the attempts travel in the form until the request is saved."""
    another = AttemptForm(request.POST, prefix=ANOTHER)
    receipt = receipt_in(request.POST.get(TOKEN, "")) or new_receipt()
    right = another.is_valid() and not _ahead(visit.desk, another, "tried_at")
    data = _with_another(request.POST) if right else request.POST
    form = _unjudged(visit.desk, data, receipt)
    return _show(
        request,
        visit,
        form,
        receipt,
        tried=_tried(data),
        another=None if right else another,
        status=200 if right else UNSAVED,
    )


def _unjudged(desk: Desk, data: QueryDict, receipt: Receipt) -> EnterRequestForm:
    """What was filled in so far, without a word about what is still missing."""
    first = {name: data.get(name, "") for name in data}
    return _form(desk, initial={**first, TOKEN: token_of(receipt)})


def _with_another(data: QueryDict) -> QueryDict:
    after = data.copy()
    number = int(data.get(f"{TRIED}-TOTAL_FORMS", "0"))
    for name in AttemptForm.base_fields:
        after[f"{TRIED}-{number}-{name}"] = data.get(f"{ANOTHER}-{name}", "")
    after[f"{TRIED}-TOTAL_FORMS"] = str(number + 1)
    return after


def _ahead(desk: Desk, form: DeskForm, field: str) -> bool:
    """Whether the hour lies ahead; then the form says so."""
    if in_zone(form.cleaned_data[field]) <= desk.clock():
        return False
    refuse(form, InFutureError(field))
    return True


def _save(request: HttpRequest, visit: Visit) -> HttpResponse:
    form, tried = _form(visit.desk, request.POST), _tried(request.POST)
    receipt = receipt_in(request.POST.get(TOKEN, ""))
    if receipt is None:
        return _with_new_code(request, visit, tried)
    chains: list[ChainId] = []
    right = form.is_valid() and tried.is_valid()
    if right and not _ahead(visit.desk, form, "reached_at"):
        saved(form, lambda said: chains.append(_enter(visit.desk, said, tried, receipt)))
    if not chains:
        return _show(request, visit, form, receipt, tried=tried, status=UNSAVED)
    drop_typed(visit, request.path)
    then = "ask-questions" if request.POST.get("do") == "more" else "request"
    return HttpResponseRedirect(reverse(then, kwargs={"case": chains[0]}))


def _with_new_code(
    request: HttpRequest, visit: Visit, tried: "BaseFormSet[AttemptForm]"
) -> HttpResponse:
    receipt, data = new_receipt(), request.POST.copy()
    data[TOKEN] = token_of(receipt)
    form = _form(visit.desk, data)
    words = gettext("The page was open for too long, so the code is a new one. Read it out.")
    form.add_error(None, words)
    return _show(request, visit, form, receipt, tried=tried, status=UNSAVED)


def _enter(
    desk: Desk, said: Said, tried: "BaseFormSet[AttemptForm]", receipt: Receipt
) -> ChainId:
    """Saved twice with one code, it is there once; half of it saved, it is completed."""
    known = intake.entered_already(desk, receipt, pepper=premises().pepper)
    chain, _receipt = intake.enter_request(
        desk,
        _entered(said),
        receipt=receipt,
        pepper=premises().pepper,
        languages=tongues().offered,
    )
    if not known:
        _write_beside(desk, chain, said, tried)
    return chain


def _write_beside(
    desk: Desk, chain: ChainId, said: Said, tried: "BaseFormSet[AttemptForm]"
) -> None:
    _rules(desk, chain, said)
    _first_contact(desk, chain, said)
    for one in filled(tried):
        _attempt(desk, chain, one.cleaned_data)
    if said["handed"]:
        intake.code_handed_over(desk, chain)


def _entered(said: Said) -> intake.Entered:
    return intake.Entered(
        language=said["language"],
        soon=Wish(said["soon"]),
        who=Who(said["who"]),
        what=said["what"],
        place=SaidPlace(said["place"]),
        channel=Channel(said["channel"]),
    )


def _rules(desk: Desk, chain: ChainId, said: Said) -> None:
    """What rings is allowed only on the way that they came by, and in the hours they named."""
    channel = Channel(said["channel"])
    rings = said["reach"] == Way.ALSO_RING.value and channel in RINGS
    if not (rings or said["hours"] or said["eyes"]):
        return
    rules = ContactRulesSet(
        channels=(channel,) if rings else (),
        hours=(said["hours"],) if said["hours"] else (),
        zone=desk.settings.zone,
        never_say=(),
        how=gettext("Someone else may open the phone") if said["eyes"] else "",
    )
    set_contact_rules(desk, chain, rules)


def _first_contact(desk: Desk, chain: ChainId, said: Said) -> None:
    """Who called has been spoken with; who wrote still waits for an answer."""
    channel = Channel(said["channel"])
    intake.contact_tried(
        desk,
        chain,
        way=channel,
        outcome=Outcome.REACHED if channel in _SPOKEN else Outcome.THEY_WROTE,
        words=gettext("They came to us: the request itself"),
        tried_at=in_zone(said["reached_at"]),
        before=True,
    )


def _attempt(desk: Desk, chain: ChainId, said: Said) -> None:
    intake.contact_tried(
        desk,
        chain,
        way=Channel(said["way"]),
        outcome=Outcome(said["outcome"]),
        words=said["words"] or gettext("Tried before the request was written down"),
        tried_at=in_zone(said["tried_at"]),
        before=True,
    )


@require_POST
@with_desk
def enter_request_draft(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Without the code: a draft that is never saved leaves none behind."""
    visit.desk.door(Act.ENTER_REQUEST)
    receipt = receipt_in(request.POST.get(TOKEN, ""))
    pepper = premises().pepper
    if receipt and intake.entered_already(visit.desk, receipt, pepper=pepper):
        return HttpResponse(gettext("It has been saved."))
    return keep_typed(request, visit, reverse("enter-request"))


urlpatterns = [
    path("requests/new", enter_request, name="enter-request"),
    path("requests/new/draft", enter_request_draft, name="enter-request-draft"),
]
