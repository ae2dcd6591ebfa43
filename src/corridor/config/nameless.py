"""An answer does not say which program gave it: the server would name itself in each."""

from collections.abc import Callable, Iterable
from typing import Any, Final

Application = Callable[..., Iterable[bytes]]

_SERVER: Final = ("Server", "web")


def nameless(application: Application) -> Application:
    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *raised: Any) -> Any:
            return start_response(status, [*headers, _SERVER], *raised)

        return application(environ, start)

    return answer
