"""The one entrance for servers. WSGI only: under ASGI Django spools plaintext to disk."""

import os

from django.core.wsgi import get_wsgi_application

from corridor.base.hatch import shut_the_hatch
from corridor.config.outermost import nameless, reached_by
from corridor.web.answers import in_good_order

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corridor.config.settings")

shut_the_hatch()
application = reached_by(
    os.environ.get("CORRIDOR_SCHEME", "http"), nameless(in_good_order(get_wsgi_application()))
)


def _start_sweeping() -> None:
    """Opened keys go within a minute of the last session's end, whether or not anybody asks."""
    from django.conf import settings  # noqa: PLC0415 - after Django is set up

    from corridor.accounts.sweeper import start_sweeping  # noqa: PLC0415
    from corridor.web.composition import clock, sessions  # noqa: PLC0415

    if settings.CORRIDOR_FACE in {"all", "desk"}:
        start_sweeping(sessions(), clock=clock())


_start_sweeping()
