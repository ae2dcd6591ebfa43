"""Which database holds which table: what one face does not need, it does not have."""

from typing import Final

from django.db.models import Model

DESK: Final = "default"
DOOR: Final = "door"

_ONLY_AT_THE_DOOR: Final = frozenset({"lock", "mailbox", "alarm"})


class FaceRouter:
    """`corridor.store` lives in both databases; every other app lives at the desk."""

    def db_for_read(self, model: type[Model], **_hints: object) -> str:
        return _home(model)

    def db_for_write(self, model: type[Model], **_hints: object) -> str:
        return _home(model)

    def allow_relation(self, _one: object, _other: object, **_hints: object) -> bool | None:
        return None

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **_hints: object
    ) -> bool:
        if app_label != "store":
            return db == DESK
        return db == DOOR or model_name not in _ONLY_AT_THE_DOOR


def _home(model: type[Model]) -> str:
    what = model._meta  # noqa: SLF001 - Django's documented name
    return DOOR if what.app_label == "store" and what.model_name in _ONLY_AT_THE_DOOR else DESK
