# The peers that the store is measured against: SQLite, which Python brings, and littlefs by its Python binding.
# shellcheck shell=bash

# Debian's own Python: the pinned wheels are for it, and its SQLite is a library that a counter can be put under.
peer_python=(env PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3)
littlefs=$cache/python/littlefs-0.19.0

# The pinned wheel of littlefs, unpacked in the cache. Fails where it cannot be had; the other peer does without it.
fetch_littlefs() {
    ! "${peer_python[@]}" -c 'import sys; sys.path.insert(0, sys.argv[1]); import littlefs' "$littlefs" 2>/dev/null || return 0
    rm -rf "$littlefs" "$littlefs.part"
    mkdir -p "${littlefs%/*}"
    (step "fetching littlefs" "$logs/littlefs.log" "${peer_python[@]}" -m pip install -q --disable-pip-version-check \
        --no-deps --no-compile --only-binary :all: --require-hashes --target "$littlefs.part" -r "$lib/peers/littlefs.txt") \
        && mv "$littlefs.part" "$littlefs"
}

# make_counter FILE: what counts SQLite's writes.
make_counter() {
    step "building the counter" "$logs/counter.log" clang -shared -fPIC -O1 -Wall -Werror -o "$1" "$lib/peers/count_writes.c"
}

# run_peer WHAT ANSWER COMMAND…: one JSON object into ANSWER.
run_peer() {
    local what=$1 answer=$2
    shift 2
    step "$what" "$answer.log" "${peer_python[@]}" -c 'import subprocess, sys
with open(sys.argv[1], "wb") as answer: sys.exit(subprocess.call(sys.argv[2:], stdout=answer))' "$answer" "$@"
}
