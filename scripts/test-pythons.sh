#!/bin/sh
# test-pythons.sh 3.11 3.12 ...: every test on each Python that is found, each in build/pyXYZ.
set -eu
cd "$(dirname "$0")/.."

interpreter() {  # PATH first; then pyenv, whose shims answer only for the chosen version
    for candidate in "python$1" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$1".*/bin/python; do
        if "$candidate" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$1')" 2>/dev/null
        then
            echo "$candidate"
            return
        fi
    done
}

scripts/test-tools.sh
ran= skipped= failed=
for version in "$@"; do
    python=$(interpreter "$version")
    if [ -z "$python" ]; then
        skipped="$skipped $version"
        continue
    fi
    echo "== Python $version"
    folder=build/py$(echo "$version" | tr -d .)
    if make --no-print-directory VENV="$folder" PYTHON="$python" test; then
        ran="$ran $version"
    else
        failed="$failed $version"
    fi
done
echo "passed on:${ran:- none} / failed on:${failed:- none} / not found, skipped:${skipped:- none}"
[ -z "$failed" ] && [ -n "$ran" ]
