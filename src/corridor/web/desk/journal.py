"""The desk's diary, for whoever guards it."""

from itertools import islice
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from corridor.services.journal import journal_authors, read_journal
from corridor.web.composition import machine_diarist
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.showing.journal import Chosen, Kind, journal_page

MOST_LINES: Final = 500
_MOST_DIGITS: Final = 6


@require_safe
@with_desk
def journal(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The newest lines only: an older one is found by `corridor verify` and the chain."""
    machine = machine_diarist().signing.public
    authors = journal_authors(visit.desk, machine=machine)
    records = list(islice(read_journal(visit.desk, authors=authors), MOST_LINES))
    page = journal_page(visit, records, _chosen(request.GET))
    return render(request, page.template, {"page": page})


def _chosen(asked: QueryDict) -> Chosen:
    kind, skip = asked.get("kind", ""), asked.get("skip", "")
    digits = skip.isascii() and skip.isdigit() and len(skip) <= _MOST_DIGITS
    return Chosen(
        kind=Kind(kind) if kind in set(Kind) else Kind.ALL,
        who=asked.get("who", ""),
        skip=int(skip) if digits else 0,
    )


urlpatterns = [path("journal", journal, name="journal")]
