"""Statements: from counted figures to words that another person lets out."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corridor.base.ids import ChainId
from corridor.domain.claims import Claim, ClaimWords, Verb
from corridor.domain.errors import NotFoundError
from corridor.domain.figures import Unit
from corridor.domain.journal import Opened, Opening
from corridor.domain.numerals import Language
from corridor.domain.policy import Act
from corridor.domain.releases import Words, WordsWritten
from corridor.services import statements as telling
from corridor.services.desk import Desk
from corridor.services.journal import note_as_member
from corridor.services.press import publish
from corridor.services.statistics import see_statistics
from corridor.web.composition import premises
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.statement import ClaimForm, WordsForm
from corridor.web.desk.saying import UNSAVED, Said, answer, press
from corridor.web.desk.showing.statement import statement_page, statements_page
from corridor.web.desk.showing.statement_text import TAKE_BACK
from corridor.web.desk.showing.statistics import GRANTING


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def statements(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method == "POST":
        return _begin(visit.desk)
    files = telling.see_statements(visit.desk)
    publish(visit.desk, files, data=premises().folder)
    page = statements_page(visit, files)
    return render(request, page.template, {"page": page})


def _begin(desk: Desk) -> HttpResponse:
    """Whoever counts may begin one; who may not read drafts goes back to the figures."""
    counted = see_statistics(desk, as_of=desk.today())
    chain = telling.freeze(desk, counted, granting=GRANTING)
    if not desk.may(Act.SEE_STATEMENTS):
        return HttpResponseRedirect(reverse("statistics") + "?done=yes")
    return HttpResponseRedirect(_there(chain))


def _there(statement: UUID) -> str:
    return reverse("statement", kwargs={"statement": statement})


@require_safe
@with_desk
def statement(request: HttpRequest, visit: Visit, statement: UUID) -> HttpResponse:
    return _show(request, visit, ChainId(statement))


def _show(
    request: HttpRequest,
    visit: Visit,
    chain: ChainId,
    *,
    words_form: WordsForm | None = None,
    claim_form: ClaimForm | None = None,
) -> HttpResponse:
    desk = visit.desk
    file = telling.open_statement(desk, chain)
    note_as_member(desk, Opened(member=desk.me, chain=chain, what=Opening.STATEMENT))
    page = statement_page(visit, file, words_form=words_form, claim_form=claim_form)
    status = UNSAVED if words_form or claim_form else 200
    return render(request, page.template, {"page": page}, status=status)


@require_POST
@with_desk
def words(request: HttpRequest, visit: Visit, statement: UUID) -> HttpResponse:
    chain, form = ChainId(statement), WordsForm(request.POST)
    return answer(
        request,
        visit,
        form,
        lambda said: telling.write_words(visit.desk, chain, _words(said)),
        then=_there(statement),
        again=lambda _form: _show(request, visit, chain, words_form=form),
    )


def _words(said: Said) -> WordsWritten:
    return WordsWritten(
        words=tuple(
            Words(
                language=language,
                opening=said[f"opening_{language.value}"],
                closing=said[f"closing_{language.value}"],
            )
            for language in Language
        ),
        not_before=said["not_before"],
    )


@require_POST
@with_desk
def claim(request: HttpRequest, visit: Visit, statement: UUID) -> HttpResponse:
    chain, form = ChainId(statement), ClaimForm(request.POST)
    return answer(
        request,
        visit,
        form,
        lambda said: telling.quote_claim(visit.desk, chain, _claim(said)),
        then=_there(statement),
        again=lambda _form: _show(request, visit, chain, claim_form=form),
    )


def _claim(said: Said) -> Claim:
    """The count is part of the claim, so one form of the words is enough."""
    return Claim(
        words=tuple(
            ClaimWords(
                language=language,
                speaker=said[f"speaker_{language.value}"],
                about_one=said[f"about_{language.value}"],
                about_many=said[f"about_{language.value}"],
            )
            for language in Language
        ),
        verb=Verb(said["verb"]),
        count=said["count"],
        unit=Unit(said["unit"]),
        as_of=said["as_of"],
        source=said["source"],
    )


@require_POST
@with_desk
def act(request: HttpRequest, visit: Visit, statement: UUID) -> HttpResponse:
    chain = ChainId(statement)
    if request.POST.get("do", "") == TAKE_BACK:
        return _take_back(request, visit, chain)
    done = _ACTS.get(request.POST.get("do", ""))
    if done is None:
        raise NotFoundError
    discarding = done is _discard
    then = reverse("statements") if discarding else _there(statement)
    return press(request, visit, lambda: done(visit.desk, chain), then=then)


def _take_back(request: HttpRequest, visit: Visit, chain: ChainId) -> HttpResponse:
    """Its words stand in the form again, to be corrected and added, or left."""
    said = request.POST.get("claim", "")
    if not (said.isascii() and said.isdigit() and len(said) < 10):  # noqa: PLR2004
        raise NotFoundError
    return press(
        request,
        visit,
        lambda: telling.take_claim_back(visit.desk, chain, int(said)),
        then=_there(chain) + "#claim",
    )


def _count(desk: Desk, chain: ChainId) -> None:
    counted = see_statistics(desk, as_of=desk.today())
    telling.freeze_again(desk, chain, counted, granting=GRANTING)


def _ask(desk: Desk, chain: ChainId) -> None:
    telling.ask_approval(desk, chain)


def _release(desk: Desk, chain: ChainId) -> None:
    publish(desk, [telling.release(desk, chain)], data=premises().folder)


def _discard(desk: Desk, chain: ChainId) -> None:
    telling.discard(desk, chain)


_ACTS: Final[dict[str, Callable[[Desk, ChainId], None]]] = {
    "count": _count,
    "ask": _ask,
    "release": _release,
    "discard": _discard,
}

urlpatterns = [
    path("statements", statements, name="statements"),
    path("statements/<uuid:statement>", statement, name="statement"),
    path("statements/<uuid:statement>/words", words, name="statement-words"),
    path("statements/<uuid:statement>/claim", claim, name="statement-claim"),
    path("statements/<uuid:statement>/act", act, name="statement-act"),
]
