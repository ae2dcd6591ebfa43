"""Which face answers where. `CORRIDOR_FACE` serves one alone; loopback may serve all three."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from corridor.web.health import healthz

FACES: dict[str, list[URLPattern | URLResolver]] = {
    "desk": [path("desk/", include("corridor.web.desk.urls"))],
    "press": [path("press/", include("corridor.web.press.urls"))],
    "public": [path("", include("corridor.web.public.urls"))],
}

urlpatterns: list[URLPattern | URLResolver] = [path("healthz", healthz, name="healthz")]
for _face in FACES if settings.CORRIDOR_FACE == "all" else (settings.CORRIDOR_FACE,):
    urlpatterns += FACES[_face]

handler400 = "corridor.web.failures.bad_request"
handler403 = "corridor.web.failures.forbidden"
handler404 = "corridor.web.failures.not_found"
handler500 = "corridor.web.failures.broken"
