"""The published vectors: bytes that were made once and are never edited."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "vectors"


@cache
def vectors(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def raw(text: str) -> bytes:
    return bytes.fromhex(text)
