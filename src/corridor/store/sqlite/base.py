"""Django's SQLite engine, with one writer at a time in line before the file is locked.

SQLite lets waiting writers poll; under many threads some of them starve until their time is
up. Here a writing transaction takes its turn in this process first. Other processes still
meet at the file, where they wait as SQLite does.
"""

from typing import Any

from django.db.backends.sqlite3 import base
from typing_extensions import override

from corridor.store.turns import turn_of


class DatabaseWrapper(base.DatabaseWrapper):
    _has_turn = False

    @override
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Words that are no words are read all the same, for `verify` to name their row."""
        connection = super().get_new_connection(conn_params)
        connection.text_factory = _as_far_as_readable
        return connection

    # The stubs do not know these four, on which Django's transactions are built.

    def _start_transaction_under_autocommit(self) -> None:
        turn_of(str(self.settings_dict["NAME"])).take()
        self._has_turn = True
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._hand_over()
            raise

    def _commit(self) -> None:
        # After a failed commit Django rolls back, and that hands over.
        super()._commit()  # type: ignore[misc]
        self._hand_over()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._hand_over()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._hand_over()

    def _hand_over(self) -> None:
        if self._has_turn:
            self._has_turn = False
            turn_of(str(self.settings_dict["NAME"])).hand_over()


def _as_far_as_readable(raw: bytes) -> str:
    return raw.decode(errors="surrogateescape")
