# How the scripts talk: one line at a time, only when there is something to say.
# shellcheck shell=bash

say() { printf 'menshen: %s\n' "$*"; }

# Ends the script with one line that says what is missing.
stop() {
    printf 'menshen: %s\n' "$*" >&2
    exit 1
}

# Says every ten seconds that WHAT still goes on, for how long, and the last line of its LOG. Ends with the script.
# It waits on a pipe that nobody writes to: `sleep` would outlive it, and keep open what it was given.
heartbeat() {
    local what=$1 log=$2 started=$SECONDS idle last
    [[ -z ${lock_file:-} ]] || exec {lock_file}>&-
    exec {idle}<> <(:)
    while read -rt 10 -u "$idle" || true; kill -0 $$ 2>/dev/null; do
        last=$(tail -n 1 "$log" 2>/dev/null | tr -d '\r')
        say "$what … $((SECONDS - started)) s  ${last:0:90}"
    done
}

# A caller may have blocked every signal that can be blocked.
end_heartbeat() { { kill -KILL "$1" && wait "$1"; } 2>/dev/null || true; }

# step WHAT LOG COMMAND…: runs COMMAND with its output in LOG; silent if it is short; if it fails, the
# last errors are shown and the script ends.
step() {
    local what=$1 log=$2 started=$SECONDS status=0 beat
    shift 2
    heartbeat "$what" "$log" </dev/null &
    beat=$!
    "$@" >"$log" 2>&1 || status=$?
    end_heartbeat "$beat"
    if ((status != 0)); then
        { grep -E 'error:|^E: ' "$log" || cat "$log"; } | awk '!said[$0]++' | tail -n 20 >&2
        stop "$what failed after $((SECONDS - started)) s; the whole output is in $log"
    fi
    ((SECONDS - started < 3)) || say "$what: done in $((SECONDS - started)) s"
}
