"""What may arrive in a form: words in UTF-8. A file is passed over and touches no disk."""

from typing import NoReturn

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from typing_extensions import override


class NoFiles(FileUploadHandler):
    """Keeps no byte of a file; `met` says that there was one."""

    met = False

    @override
    def new_file(self, *args: object, **kwargs: object) -> NoReturn:
        self.met = True
        raise SkipFile

    @override
    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    @override
    def file_complete(self, file_size: int) -> None:
        return None


def read_words(request: HttpRequest) -> bool:
    """Read the form, whatever alphabet it claims to be in. False when a file came with it.

    Raises what Django raises for a body that is too large, torn or not a form.
    """
    files = NoFiles(request)
    request.upload_handlers = [files]
    request.encoding = "utf-8"
    request.POST  # noqa: B018 - reads the body
    return not files.met
