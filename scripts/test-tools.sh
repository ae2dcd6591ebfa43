#!/bin/sh
# test-tools.sh: the browser, the database, the tracer, the proxy and the onion router of the
# tests, from the distribution.
# Needs root or sudo without a question; otherwise the tests that miss a tool say so and skip.
set -eu

found() { command -v "$1" >/dev/null 2>&1; }
postgres_found() { found initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

library_found() { /sbin/ldconfig -p 2>/dev/null | grep -q "$1"; }

PATH=$PATH:/usr/sbin
unpacked=build/tools/usr
proxy_found() { found nginx || [ -x $unpacked/sbin/nginx ]; }
tor_found() { found tor || [ -x $unpacked/bin/tor ] || [ -x $unpacked/sbin/tor ]; }

missing=
found chromium || found chromium-browser || missing="$missing chromium fonts-dejavu-core"
library_found libatomic.so.1 || missing="$missing libatomic1"  # the browser's driver needs it
postgres_found || missing="$missing postgresql"
found strace || missing="$missing strace"
found bwrap || missing="$missing bubblewrap"
proxy_found || missing="$missing nginx"
tor_found || missing="$missing libevent-2.1-7 tor"
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

install() {
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

keep_database_off() {  # the tests start a cluster of their own; the distribution's is not needed
    folder=/etc/postgresql-common/createcluster.d
    install postgresql-common && $as_root mkdir -p "$folder" &&
        echo "create_main_cluster = false" | $as_root tee "$folder/corridor-tests.conf" >/dev/null
}

unpack() {  # its program alone: a proxy that is installed would also start to serve
    folder=$(mktemp -d) && mkdir -p build/tools &&
        (cd "$folder" && apt-get -o APT::Sandbox::User=root download -qq "$1") &&
        dpkg-deb -x "$folder"/"$1"_*.deb build/tools
    rm -rf "$folder"
}

echo "Installing for the tests:$missing"
$as_root apt-get update -qq || true
case $missing in *postgresql*) keep_database_off || true ;; esac
for program in nginx tor; do
    case " $missing " in *" $program "*) unpack $program || true ;; esac
    missing=$(echo "$missing " | sed "s/ $program / /")
done
missing=$(echo "$missing" | xargs)
[ -n "$missing" ] || exit 0
# shellcheck disable=SC2086  # a list of names
install $missing || echo "Some could not be installed. Tests that need them will be skipped."
