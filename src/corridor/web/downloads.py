"""A file on its way out: bytes that no browser interprets, under a name that says nothing."""

from collections.abc import Iterator
from typing import Final

from django.http import StreamingHttpResponse

from corridor.services.sealed_files import OpenedFile

# Whatever is inside, it runs nothing, frames nothing and asks nobody.
SANDBOX: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"


def as_download(opened: OpenedFile) -> StreamingHttpResponse:
    """Names that people gave stay sealed: on the disk it is called by its place alone."""
    response = StreamingHttpResponse(_Pieces(opened), content_type="application/octet-stream")
    response["Content-Length"] = str(opened.size)
    name = f"file-{opened.file.height}.bin"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


class _Pieces:
    """Closed by the server, also when nobody waited for the last of them."""

    def __init__(self, opened: OpenedFile) -> None:
        self._opened = opened

    def __iter__(self) -> Iterator[bytes]:
        return self._opened.read()

    def close(self) -> None:
        self._opened.close()
