"""What stands between the server and the application: names out, schemes in."""

from collections.abc import Callable, Iterable
from typing import Any, Final

Application = Callable[..., Iterable[bytes]]

_SERVER: Final = ("Server", "web")


def nameless(application: Application) -> Application:
    """The server would name itself in each answer."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *raised: Any) -> Any:
            return start_response(status, [*headers, _SERVER], *raised)

        return application(environ, start)

    return answer


def reached_by(scheme: str, application: Application) -> Application:
    """Behind a proxy with TLS, forms come from https although the last step is plain.

    Said once by who runs the desk: a header could be written by anybody.
    """
    if scheme != "https":
        return application

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return application({**environ, "wsgi.url_scheme": scheme}, start_response)

    return answer
