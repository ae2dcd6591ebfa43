"""PostgreSQL roles for each process, as one script that the owner of the tables runs."""

from typing import Final

from corridor.store.roles import RIGHTS, rights_of

ROLES: Final = {process: f"corridor_{process}" for process in RIGHTS}
# The desk's own door: members' ways in, open sessions, drafts.
_AT_THE_DESK: Final = ("accounts_slot", "accounts_session", "accounts_draft")
_DRAFTS_EXPIRE: Final = ("accounts_draft",)
_HEAD: Final = """\
-- Run as the owner of the tables, after `corridor init` and after every `corridor upgrade`:
--     corridor --data DIR doctor --roles | psql "$CORRIDOR_DATABASE_URL"
-- Then give each role a password (\\password corridor_public) or a line in pg_hba.conf.
-- The press face reads released files alone and has no role at all.
"""


def statements() -> str:
    lines = [_HEAD, "BEGIN;"]
    for process, role in ROLES.items():
        lines += [
            _role(role),
            *(f"{one.as_string()};" for one in rights_of(process, role=role)),
        ]
    lines += [_all_of("desk", table, ROLES["desk"]) for table in _AT_THE_DESK]
    lines += [_all_of("desk", table, ROLES["worker"]) for table in _DRAFTS_EXPIRE]
    return "\n".join([*lines, "COMMIT;", ""])


def _role(role: str) -> str:
    return (
        f"DO $$ BEGIN CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT;"
        " EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
    )


def _all_of(schema: str, table: str, role: str) -> str:
    return f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{schema}"."{table}" TO {role};'
