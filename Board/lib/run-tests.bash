# shellcheck shell=bash
# test_house WORD…: `swift test WORD…` with its whole output in a file; on the screen without what starts and passes.
test_house() {
    local beat status=0
    heartbeat "testing" /dev/null </dev/null &
    beat=$!
    swift test --skip-build "$@" 2>&1 </dev/null | tee "$logs/test.log" | leave_out_what_passes || status=$?
    kill "$beat" 2>/dev/null || true
    return "$status"
}

leave_out_what_passes() {
    sed -uE '/^. (Test|Suite) .* (started|passed)/d; /^. Test (case passing|run started)/d; /^\[[0-9]+\/[0-9]+\]/d
        /^Test Suite .* (started|passed)/d; /Executed 0 tests/d'
}
