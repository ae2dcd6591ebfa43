"""Roles and acts, in one table."""

from enum import StrEnum


class Role(StrEnum):
    INTAKE = "intake"
    CASEWORKER = "caseworker"
    LAWYER = "lawyer"
    RELOCATION = "relocation"
    RESEARCHER = "researcher"
    PRESS = "press"
    SECURITY = "security"
    STEWARD = "steward"
    DIRECTOR = "director"
