#!/bin/sh
# lock.sh UV: requirements/*.in to requirements/*.lock, for every platform and Python from 3.11.
set -eu
uv=$(realpath "$1")
cd "$(dirname "$0")/../requirements"

# test.lock holds all of run.lock and dev.lock all of test.lock, in the same versions.
previous=
for name in run test dev; do
    "$uv" pip compile --quiet --upgrade \
        --universal --python-version 3.11 --fork-strategy fewest \
        --generate-hashes --only-binary :all: --override overrides.txt \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
        ${previous:+--constraint "$previous"} --output-file "$name.lock" "$name.in"
    previous=$name.lock
done
