#!/bin/sh
# make-venv.sh PYTHON FOLDER: an environment for Corridor, or a sentence saying what is missing.
set -eu
python=$1 folder=$2

if ! command -v "$python" >/dev/null; then
    echo "No '$python' found. Corridor needs Python 3.11 or newer: make PYTHON=python3.12 ..." >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "'$python' is too old. Corridor needs Python 3.11 or newer: make PYTHON=python3.12 ..." >&2
    exit 1
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "'$python' cannot make an environment. On Debian and Ubuntu: apt-get install python3-venv" >&2
    exit 1
fi
"$python" -m venv "$folder"
