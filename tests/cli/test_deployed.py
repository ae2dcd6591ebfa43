"""Django's own checks of a desk as it is served."""

import os
import subprocess
import sys
from pathlib import Path

SILENT = "System check identified no issues (3 silenced).\n"


def manage(*words: str, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "django", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={
            **os.environ,
            "CORRIDOR_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "corridor.config.settings",
        },
    )


def test_a_served_desk_passes_djangos_own_checks(tmp_path: Path) -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", data=tmp_path)

    assert (done.returncode, done.stdout) == (0, SILENT), done.stderr


def test_every_change_of_a_model_has_its_migration(tmp_path: Path) -> None:
    done = manage("makemigrations", "--check", "--dry-run", data=tmp_path)

    assert (done.returncode, done.stdout) == (0, "No changes detected\n"), done.stderr
