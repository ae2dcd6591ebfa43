#!/bin/bash
# fresh-machine.sh [FOLDER]: the two commands of the README on a bare Debian, in a chroot.
#
# The machine in FOLDER (default: a temporary one) has git, make, python3-venv and nothing else. `make run` is done by an ordinary user, `make test` by root, both from a clone of HEAD.
# Needs root, debootstrap, and the network that pip and apt-get need anyway.
set -euo pipefail

source=$(cd "$(dirname "$0")/.." && pwd)
room=$(realpath -m "${1:-$(mktemp -d /var/tmp/corridor-fresh-XXXXXX)}")
suite=${SUITE:-bookworm}
mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' | grep -E '/debian/?$' | head -n 1)}

[ "$(id -u)" = 0 ] || { echo "fresh-machine.sh needs root" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "needs debootstrap: apt-get install debootstrap" >&2; exit 1; }
mkdir -p "$room"
chmod 755 "$room"  # it becomes /, and a visitor has to pass through it
[ -z "$(ls -A "$room")" ] || { echo "$room is not empty" >&2; exit 1; }

leave() {
    [ -z "${server:-}" ] || kill -- "-$server" 2>/dev/null || true
    for place in dev proc; do
        ! mountpoint -q "$room/$place" || umount --recursive "$room/$place"
    done
    rm -rf --one-file-system "$room"
}
trap leave EXIT

inside() {  # inside USER COMMAND...: with the network settings of this machine, nothing else
    local user=$1 passed=() name
    shift
    for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY \
        PIP_INDEX_URL PIP_CERT SSL_CERT_FILE; do
        [ -z "${!name:-}" ] || passed+=("$name=${!name}")
    done
    chroot --userspec="$user" "$room" env -i HOME=/srv/visitor LANG=C.UTF-8 \
        PATH=/usr/sbin:/usr/bin:/sbin:/bin "${passed[@]}" "$@"
}

echo "== a bare $suite"
debootstrap --variant=minbase --include=ca-certificates,git,make,python3,python3-venv \
    "$suite" "$room" "$mirror" >/dev/null
cp -L /etc/resolv.conf "$room/etc/resolv.conf"
cp -L --remove-destination /etc/ssl/certs/ca-certificates.crt "$room/etc/ssl/certs/"
mount -t proc proc "$room/proc"
mount --rbind --make-rslave /dev "$room/dev"
chroot "$room" useradd --create-home --home-dir /srv/visitor visitor
git clone -q --no-hardlinks "$source" "$room/srv/visitor/corridor"
chroot "$room" chown -R visitor:visitor /srv/visitor

echo "== make run, as a visitor"
began=$SECONDS
set -m  # a group of its own, so that all that `make run` started ends with it
inside visitor:visitor make -C /srv/visitor/corridor run >"$room/run.log" 2>&1 &
server=$!
set +m
until url=$(sed -n 's/^ready //p' "$room/run.log") && [ -n "$url" ]; do
    if ! kill -0 "$server" 2>/dev/null || [ $((SECONDS - began)) -gt 300 ]; then
        cat "$room/run.log"
        echo "no desk after $((SECONDS - began)) s" >&2
        exit 1
    fi
    sleep 0.5
done
echo "ready after $((SECONDS - began)) s"
for page in /en/ /desk/sign-in /healthz; do
    inside visitor:visitor python3 -c \
        'import sys, urllib.request as r; print(r.urlopen(sys.argv[1]).status, sys.argv[1])' \
        "${url%/}$page"
done
kill -- "-$server"
wait "$server" || true
server=

echo "== make test, as root"
inside root:root git config --global --add safe.directory /srv/visitor/corridor
inside root:root make -C /srv/visitor/corridor test
echo "== both commands work on a bare $suite"
