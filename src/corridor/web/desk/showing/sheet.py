"""A numbered sheet of one case, as the file stood when somebody asked for it."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext

from corridor.domain.cards import card_of
from corridor.domain.casefile import fold
from corridor.domain.cases import SheetPrinted
from corridor.domain.errors import NotFoundError
from corridor.domain.records import Recorded
from corridor.services.casefiles import CaseFile
from corridor.web.desk.entry import Visit
from corridor.web.desk.pages.common import Link
from corridor.web.desk.pages.sheet import SheetPage
from corridor.web.desk.shells import member_mark, paper_moment
from corridor.web.desk.showing.case import case_page, tags_on_paper
from corridor.web.desk.showing.sent import Shown


def sheet_page(visit: Visit, file: CaseFile, height: int) -> SheetPage:
    """Only whoever made a sheet sees it again: another reader takes a number of their own."""
    record, copy = _made_by(visit, file, height)
    stood = _as_of(file, height)
    card = card_of(stood.case, None if file.talk is None else file.talk.dialogue)
    case = case_page(visit, stood, Shown())
    return SheetPage(
        shell=case.shell,
        up=Link(words=case.code, url=reverse("case", kwargs={"case": file.chain})),
        case=replace(case, tags=tags_on_paper(visit.desk, card)),
        copy=copy,
        source=_source(height),
        foot=_foot(visit, record, copy),
    )


def _made_by(visit: Visit, file: CaseFile, height: int) -> tuple[Recorded[SheetPrinted], int]:
    for record in file.history.records:
        fact = record.fact
        if record.height == height and isinstance(fact, SheetPrinted):
            if record.by != visit.desk.me:
                break
            return record, fact.copy  # type: ignore[return-value]
    raise NotFoundError


def _as_of(file: CaseFile, height: int) -> CaseFile:
    return replace(file, case=fold(one for one in file.history.records if one.height <= height))


def _source(height: int) -> str:
    return gettext(
        "From the case file up to entry %(number)s. Names, notes, messages and journeys are"
        " not on this sheet."
    ) % {"number": height + 1}


def _foot(visit: Visit, record: Recorded[SheetPrinted], copy: int) -> str:
    return gettext("Copy %(copy)s, made by %(handle)s, %(moment)s. Destroy after use.") % {
        "copy": copy,
        "handle": member_mark(visit.desk, record.by).handle,
        "moment": paper_moment(record.at),
    }
