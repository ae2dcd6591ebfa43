"""Forms with files at the desk: read while they arrive, once we know whose they are."""

from collections.abc import Callable, Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.datastructures import MultiValueDict

from corridor.web.parts import FormError, Part, parts

_LONGEST_FIELD: Final = 4 * 1024
Fields = Mapping[str, str]


class ForgedFormError(Exception):
    """The form is not one that this desk has shown to this member."""


def take_files(request: HttpRequest, take: Callable[[Part, Fields], None]) -> Fields:
    """Every field; each file goes to `take` with the fields that stood before it.

    Raises `ForgedFormError` before the first byte of a file, `FormError` for what is no form.
    """
    fields: dict[str, str] = {}
    is_checked = False
    kind = request.META.get("CONTENT_TYPE", "")
    for part in parts(request, content_type=kind, length=_length(request)):
        if not part.is_file:
            fields[part.name] = part.text(most=_LONGEST_FIELD)
        elif part.filename:
            is_checked = is_checked or _checked(request, fields)
            take(part, fields)
    if not is_checked:
        _checked(request, fields)
    return fields


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise FormError from None


def _checked(request: HttpRequest, fields: Fields) -> bool:
    """Django's own check, on the fields that came so far: the token stands before the files."""
    posted = QueryDict(mutable=True)
    posted.update(dict(fields))
    request.POST, request._files = posted, MultiValueDict()  # type: ignore[assignment, attr-defined] # noqa: SLF001
    if CsrfViewMiddleware(_nothing).process_view(request, _nothing, (), {}) is not None:
        raise ForgedFormError
    return True


def _nothing(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()
