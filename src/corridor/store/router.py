"""Which database holds which table: what one face does not need, it does not have."""

from typing import Any, Final

DESK: Final = "default"
DOOR: Final = "door"

_ONLY_AT_THE_DOOR: Final = frozenset({"lock", "mailbox", "alarm"})


class FaceRouter:
    """`corridor.store` lives in both databases; every other app lives at the desk."""

    def db_for_read(self, model: type[Any], **_hints: object) -> str:
        return _home(model._meta.app_label, model._meta.model_name)

    def db_for_write(self, model: type[Any], **_hints: object) -> str:
        return _home(model._meta.app_label, model._meta.model_name)

    def allow_relation(self, _one: object, _other: object, **_hints: object) -> bool | None:
        return None

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **_hints: object
    ) -> bool:
        if app_label != "store":
            return db == DESK
        return db == DOOR or model_name not in _ONLY_AT_THE_DOOR


def _home(app_label: str, model_name: str | None) -> str:
    return DOOR if app_label == "store" and model_name in _ONLY_AT_THE_DOOR else DESK
