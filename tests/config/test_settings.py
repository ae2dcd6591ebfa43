"""What is not settled is closed, and what cannot be read refuses to start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from corridor.config.databases import databases


def _start(
    code: str = "import django; django.setup()", **environment: str
) -> subprocess.CompletedProcess[str]:
    """A process that reads the settings and then does no more than `code` says."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "corridor.config.settings",
            "PYTHONPATH": os.pathsep.join(sys.path),
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_desk_starts_with_nothing_settled(tmp_path: Path) -> None:
    assert _start(CORRIDOR_DATA=str(tmp_path)).returncode == 0

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "url",
    [
        "s3://bucket",
        "https://files.example.org/",
        "/srv/blobs",
        "file://elsewhere/blobs",
        "file:blobs",
    ],
)
def test_sealed_files_go_to_a_folder_of_this_machine_only(tmp_path: Path, url: str) -> None:
    started = _start(CORRIDOR_DATA=str(tmp_path), CORRIDOR_BLOBS_URL=url)

    assert started.returncode != 0
    assert "file:///srv/corridor" in started.stderr


def test_a_folder_for_sealed_files_may_be_elsewhere(tmp_path: Path) -> None:
    assert _start(CORRIDOR_BLOBS_URL=f"file://{tmp_path}/blobs").returncode == 0


@pytest.mark.parametrize(
    "url",
    ["mysql://desk@host/desk", "sqlite:///desk", "desk", "postgresql+psycopg://host/desk"],
)
def test_an_engine_that_we_do_not_know_refuses_to_start(tmp_path: Path, url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        databases(data=tmp_path, url=url)


def test_an_address_that_cannot_be_read_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        databases(data=tmp_path, url="postgresql://desk:hidden-word@host/desk?nonsense=1")

    assert "hidden-word" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__


def test_each_face_has_a_schema_of_its_own(tmp_path: Path) -> None:
    url = "postgresql://someone:word@db.example.org:5433/desk?sslmode=verify-full"

    both = databases(data=tmp_path, url=url)

    assert "search_path=desk " in both["default"]["OPTIONS"]["options"]
    assert "search_path=door " in both["door"]["OPTIONS"]["options"]
    for one in both.values():
        assert "synchronous_commit=on" in one["OPTIONS"]["options"]
        assert one["OPTIONS"]["sslmode"] == "verify-full"
        assert (one["HOST"], one["PORT"], one["USER"]) == ("db.example.org", "5433", "someone")


def test_embedded_faces_are_two_files_in_the_data_folder(tmp_path: Path) -> None:
    both = databases(data=tmp_path, url="")

    assert both["default"]["NAME"] == str(tmp_path / "desk.sqlite3")
    assert both["door"]["NAME"] == str(tmp_path / "door.sqlite3")


def test_only_our_own_words_reach_the_log() -> None:
    heard = _start(
        "import django, logging; django.setup();"
        "logging.getLogger('django.request').error('Not Found: /talk/planted');"
        "logging.getLogger('granian').error('10.1.2.3 planted');"
        "logging.getLogger('corridor.store').warning('ledger refused at height 3')"
    ).stderr

    assert heard == "WARNING ledger refused at height 3\n"


def test_no_uploaded_file_is_spooled_in_clear() -> None:
    from corridor.config import settings  # noqa: PLC0415 - read here, not at collection

    assert not [name for name in settings.FILE_UPLOAD_HANDLERS if "Temporary" in name]
    assert settings.DEBUG is False
