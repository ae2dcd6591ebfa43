"""Files of a dialogue as the desk lists them: by name and kind, never by what is in them."""

from typing import Final

from django.template.defaultfilters import filesizeformat
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from corridor.domain.attachments import MEGABYTE, Category, File, visible
from corridor.domain.errors import NotFoundError
from corridor.domain.policy import Act
from corridor.services.casefiles import CaseFile
from corridor.web.desk.entry import Visit
from corridor.web.desk.pages.attachments import FileRow, FilesPage, OriginalPage
from corridor.web.desk.pages.common import EmptyState, Link
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.common import moment_inside

KINDS: Final[dict[Category, Promise]] = {
    Category.PAPERS: _("A paper or a document"),
    Category.THREAT: _("A threat: a message, a picture, a recording"),
    Category.HARM: _("Injuries, or a medical paper"),
    Category.OTHER: _("Something else"),
    Category.INTIMATE: _("An intimate picture or video"),
}


def files_page(visit: Visit, file: CaseFile, *, missed: tuple[str, ...] = ()) -> FilesPage:
    talk = file.talk
    may_send = (
        talk is not None and talk.dialogue.withdrawn_at is None and visit.desk.may(Act.REPLY)
    )
    limits = visit.desk.settings.files
    return FilesPage(
        shell=shell_of(visit, Section.QUEUE if file.case.made is None else Section.CASES),
        up=_up(visit, file),
        code=file.case.number,
        name=file.case.name,
        files=tuple(_row(visit, file, one) for one in _newest_first(file)),
        empty=EmptyState(
            heading=gettext("No files"),
            words=gettext("What the person sends, and what you send them, is listed here."),
            icon="paperclip",
        ),
        attach_url=_url("attach-file", file) if may_send else "",
        room=gettext("Files: up to %(most)d, each up to %(size)s.")
        % {"most": limits.most, "size": filesizeformat(limits.largest_mb * MEGABYTE)},
        missed=missed,
    )


def _newest_first(file: CaseFile) -> tuple[File, ...]:
    return () if file.talk is None else file.talk.dialogue.files[::-1]


def original_page(visit: Visit, file: CaseFile, *, height: int) -> OriginalPage:
    for one in _newest_first(file):
        if one.height == height and not one.removed:
            return OriginalPage(
                shell=shell_of(visit, Section.CASES),
                up=Link(words=gettext("Files"), url=_url("files", file)),
                code=file.case.number,
                action=_url("original-file", file, height=height),
                name=visible(one.attached.name),
                detail=_detail(one),
            )
    raise NotFoundError


def _row(visit: Visit, file: CaseFile, one: File) -> FileRow:
    said = _from(visit, file, one)
    if one.removed:
        return FileRow(name=gettext("A file that was deleted"), detail="", from_words=said)
    ours = one.by is not None and visit.desk.may(Act.REPLY)
    return FileRow(
        name=visible(one.attached.name),
        detail=_detail(one),
        from_words=said,
        view_url=_view_url(file, one.height),
        original_url=_url("original-file", file, height=one.height),
        remove_url=_url("remove-file", file, height=one.height) if ours else "",
    )


def _detail(one: File) -> str:
    sent = one.attached
    return ", ".join((str(KINDS[sent.category]), sent.declared, filesizeformat(sent.size)))


def _from(visit: Visit, file: CaseFile, one: File) -> str:
    who = file.case.name if one.by is None else member_mark(visit.desk, one.by).handle
    when = moment_inside(one.at, today=visit.desk.today())
    return gettext("From %(who)s, %(when)s") % {"who": who, "when": when}


def _up(visit: Visit, file: CaseFile) -> Link:
    made = file.case.made is not None and visit.desk.may(Act.OPEN_CASE)
    return Link(words=file.case.number, url=_url("case" if made else "request", file))


def _url(name: str, file: CaseFile, **more: int) -> str:
    return reverse(name, kwargs={"case": file.chain, **more})


def _view_url(file: CaseFile, height: int) -> str:
    """Pictures of a file are a room of their own, which this process may be without."""
    try:
        return _url("view-file", file, height=height)
    except NoReverseMatch:
        return ""
