"""One file of a dialogue as a page of pictures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext

from corridor.domain.attachments import File, visible
from corridor.services.casefiles import CaseFile
from corridor.services.viewing import PAGES, Copy, batch_of, file_at
from corridor.viewing.shown import Caution, Kind, Picture
from corridor.web.desk.entry import Visit
from corridor.web.desk.file_words import CAUTIONS, KINDS, REFUSALS
from corridor.web.desk.pages.common import Fact, Link
from corridor.web.desk.pages.file import DrawnPage, FilePage
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import shell_of

_HEARD: Final = (Kind.SOUND, Kind.FILM)
_THOUSANDTHS: Final = 1000


@dataclass(frozen=True, kw_only=True)
class Place:
    """Which file of whose dialogue: what every address of it names."""

    file: CaseFile
    height: int

    def url(self, name: str, **more: int) -> str:
        known = {"case": self.file.chain, "height": self.height}
        return reverse(name, kwargs={**known, **more})


def file_page(visit: Visit, place: Place, copy: Copy, *, page: int) -> FilePage:
    file, height = place.file, place.height
    kind = copy.opened.kind if copy.opened else None
    first = batch_of(page)
    return FilePage(
        shell=shell_of(visit, Section.QUEUE if file.case.made is None else Section.CASES),
        up=Link(words=gettext("Files"), url=reverse("files", kwargs={"case": file.chain})),
        code=file.case.number,
        name=visible(file_at(file, height).attached.name),
        facts=tuple(_facts(file_at(file, height), kind)),
        warnings=tuple(_warnings(copy)),
        pages=tuple(_pages(place, copy, first=first)),
        refusal=_refusal(copy),
        still_drawing=not copy.is_done,
        sound_url=place.url("view-file-sound") if kind in _HEARD else "",
        earlier=_earlier(place, first),
        later=_later(place, copy, first),
        original_url=place.url("original-file"),
    )


def _facts(file: File, kind: Kind | None) -> Iterator[Fact]:
    if kind is not None:
        yield Fact(term=gettext("Kind"), words=str(KINDS[kind]))
    yield Fact(term=gettext("Size"), words=filesizeformat(file.attached.size))


def _warnings(copy: Copy) -> Iterator[str]:
    for one in copy.warnings:
        yield str(CAUTIONS[one.caution])


def _refusal(copy: Copy) -> str:
    return "" if copy.refusal is None else str(REFUSALS[type(copy.refusal)])


def _total(copy: Copy) -> int:
    """How many pages there are, as far as that is known by now."""
    drawn = max((one.number for one in copy.pictures), default=0)
    left = sum(one.count for one in copy.warnings if one.caution is Caution.PAGES_LEFT_OUT)
    said = copy.opened.pages if copy.opened else 0
    return said or (drawn + left if copy.is_done else 0)


def _pages(place: Place, copy: Copy, *, first: int) -> Iterator[DrawnPage]:
    drawn = {one.number: one for one in copy.pictures}
    total = _total(copy)
    coming = () if copy.is_done else range(first, min(total, first + PAGES - 1) + 1)
    for number in sorted({*drawn, *coming}):
        yield _page(place, number, total=total, picture=drawn.get(number))


def _page(place: Place, number: int, *, total: int, picture: Picture | None) -> DrawnPage:
    numbers = {"number": number, "total": total}
    caption = (
        gettext("Page %(number)s of %(total)s") % numbers
        if total
        else gettext("Page %(number)s") % numbers
    )
    if picture is not None and picture.at is not None:
        seconds = {"seconds": picture.at // _THOUSANDTHS}
        caption = gettext("After %(seconds)s s") % seconds
    return DrawnPage(
        number=number,
        url=place.url("view-file-page", number=number),
        alt=gettext("Picture %(number)s of the file") % numbers,
        caption=caption,
        width=picture.width if picture else 0,
        height=picture.height if picture else 0,
    )


def _earlier(place: Place, first: int) -> Link | None:
    if first == 1:
        return None
    return _batch(place, first - PAGES)


def _later(place: Place, copy: Copy, first: int) -> Link | None:
    following = first + PAGES
    return _batch(place, following) if _total(copy) >= following else None


def _batch(place: Place, first: int) -> Link:
    words = gettext("Pages from %(number)s on") % {"number": first}
    return Link(words=words, url=f"{place.url('view-file')}?page={first}")
