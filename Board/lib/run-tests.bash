# shellcheck shell=bash
# test_house WORD…: `swift test WORD…` with its whole output in a file; on the screen without what starts and passes.
test_house() {
    local beat status=0
    heartbeat "testing" /dev/null </dev/null &
    beat=$!
    swift test --skip-build "$@" 2>&1 </dev/null | tee "$logs/test.log" | leave_out_what_passes || status=$?
    end_heartbeat "$beat"
    return "$status"
}

leave_out_what_passes() {
    local line inside=''
    while IFS= read -r line; do
        case $line in
            '✔ Test run with '*) inside='' ;;
            '✔ '* | 'Test Suite '* | *'Executed 0 tests'* | '['[0-9]*/*)
                inside=''
                continue
                ;;
            '◇ '*) # its arguments may run over several lines
                [[ $line == *' started.' ]] || inside=yes
                continue
                ;;
            ✘* | ↳* | ±* | ➜* | *rror* | *ssert* | *rash*) inside='' ;;
        esac
        [[ $inside ]] || printf '%s\n' "$line"
        [[ $line != *' started.' ]] || inside=''
    done
}
