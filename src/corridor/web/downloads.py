"""A file on its way out: bytes that no browser interprets, under a name that says nothing."""

from collections.abc import Iterator
from typing import Final

from django.http import StreamingHttpResponse

from corridor.services.sealed_files import OpenedFile

# Whatever is inside, it runs nothing, frames nothing and asks nobody.
SANDBOX: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"


def as_download(opened: OpenedFile) -> StreamingHttpResponse:
    """Names that people gave stay sealed: on the disk it is called by its place alone."""
    response = StreamingHttpResponse(_pieces(opened), content_type="application/octet-stream")
    response["Content-Length"] = str(opened.size)
    name = f"file-{opened.file.height}.bin"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _pieces(opened: OpenedFile) -> Iterator[bytes]:
    with opened:
        yield from opened.read()
