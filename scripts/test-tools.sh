#!/bin/sh
# test-tools.sh: the browser, the database and the tracer that tests use, from the distribution.
# Needs root or sudo without a question; otherwise the tests that miss a tool say so and skip.
set -eu

found() { command -v "$1" >/dev/null 2>&1; }
postgres_found() { found initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

missing=
found chromium || missing="$missing chromium fonts-dejavu-core"
postgres_found || missing="$missing postgresql"
found strace || missing="$missing strace"
[ -n "$missing" ] || exit 0

if ! found apt-get; then
    echo "Not installed:$missing. Tests that need them will be skipped."
    exit 0
fi
if [ "$(id -u)" = 0 ]; then
    as_root=
elif found sudo && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "Not installed:$missing. Tests that need them will be skipped. To install them:"
    echo "    sudo apt-get install --no-install-recommends$missing"
    exit 0
fi

export DEBIAN_FRONTEND=noninteractive
echo "Installing for the tests:$missing"
$as_root apt-get update -qq
case $missing in *postgresql*)
    # the tests start a database of their own; the distribution's stays off
    $as_root apt-get install -qq -y --no-install-recommends postgresql-common >/dev/null
    echo "create_main_cluster = false" |
        $as_root tee /etc/postgresql-common/createcluster.d/corridor-tests.conf >/dev/null ;;
esac
# shellcheck disable=SC2086  # a list of names
$as_root apt-get install -qq -y --no-install-recommends $missing >/dev/null ||
    echo "Some could not be installed. Tests that need them will be skipped."
