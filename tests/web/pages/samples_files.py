"""The files of a dialogue, one of them with a name that means harm."""

from corridor.web.desk.pages.attachments import FileRow, FilesPage, OriginalPage
from corridor.web.desk.pages.common import EmptyState, Link
from tests.web.pages.samples_shell import shell_at


def files() -> FilesPage:
    return FilesPage(
        shell=shell_at(None),
        up=Link(words="K-0412", url="/case"),
        code="K-0412",
        name="Heron",
        files=(
            FileRow(
                name="письмо-о-приёме-на-работу-с-очень-длинным-названием-от-руки.pdf",
                detail="Something else, application/pdf, 84.2 KB",
                from_words="From Lyra, today at 09:12",
                view_url="/files/view",
                original_url="/files/original",
                remove_url="/files/remove",
            ),
            FileRow(
                name="photo⟨202E⟩gpj.exe",
                detail="A threat: a message, a picture, a recording, image/jpeg, 2.1 MB",
                from_words="From Heron, 17 May at 03:12",
                view_url="/files/view",
                original_url="/files/original",
            ),
            FileRow(name="A file that was deleted", detail="", from_words="From Heron, 16 May"),
        ),
        empty=EmptyState(heading="No files", words="Nothing yet.", icon="paperclip"),
        attach_url="/files/attach",
        room="Files: up to 20, each up to 500.0 MB.",
        missed=("“clip.mov”: This file is larger than what is taken here.",),
    )


def original() -> OriginalPage:
    return OriginalPage(
        shell=shell_at(None),
        up=Link(words="Files", url="/files"),
        code="K-0412",
        action="/files/original",
        name="photo⟨202E⟩gpj.exe",
        detail="A threat: a message, a picture, a recording, image/jpeg, 2.1 MB",
    )
