# The arm64 firmware on emulated CPUs, beside the amd64 firmware on this one: both must say and draw the same.
# shellcheck shell=bash

# Each in the words of one QEMU; Debian 13 has dropped the longer name.
find_emulator() { command -v qemu-aarch64-static || command -v qemu-aarch64; }

# prepare_emulation CPU…: the emulator, both firmwares and the model pack.
prepare_emulation() {
    local cpu known wanted=()
    find_emulator >/dev/null || wanted=(qemu-user)
    set_up_cross "${wanted[@]}"
    emulator=$(find_emulator) || stop "there is no emulator for arm64 (qemu-aarch64)"
    known=$({ "$emulator" -cpu help || true; } | awk 'NF == 1 { print $1 }')
    for cpu in "$@"; do
        grep -qxF -e "$cpu" <<<"$known" \
            || stop "'$cpu' is no CPU that $(basename "$emulator") knows; there are: $(grep -v '^Available' <<<"$known" | paste -sd ' ')"
    done
    build_firmware arm64
    build_firmware amd64
    set_up
    build_pack
}

emulate_selftest() {
    local cpu place=$root/.bench/selftest words
    (($# > 0)) || set -- cortex-a53 cortex-a72 cortex-a76 max
    prepare_emulation "$@"
    words=(selftest --board Board/bench.toml --site Config/examples/residential-compound.toml --pack "$pack")
    rm -rf "$place"
    mkdir -p "$place"
    .build/firmware/amd64/menshen "${words[@]}" >"$place/amd64" || stop "on this machine: $(tail -n 1 "$place/amd64")"
    is_build_for x86_64 "$place/amd64"
    say "this machine (amd64): $(tail -n 1 "$place/amd64")"
    for cpu in "$@"; do
        emulate "$cpu" "$place/$cpu" "${words[@]}"
        is_build_for aarch64 "$place/$cpu"
        same_but_for_the_first_line "$place/amd64" "$place/$cpu" || stop "$cpu differs from this machine in the lines above"
        say "$cpu (emulated): $(tail -n 1 "$place/$cpu"); every digest is the same"
    done
}

emulate_tour() {
    local cpu place=$root/.bench/emulated
    (($# > 0)) || set -- cortex-a76
    prepare_emulation "$@"
    rm -rf "$place"
    tour_in "$place/amd64" "$root/.build/firmware/amd64/menshen" || stop "the tour did not reach its end on this machine"
    for cpu in "$@"; do
        tour_in "$place/$cpu" "$emulator" -cpu "$cpu" "$root/.build/firmware/arm64/menshen" \
            || stop "the tour did not reach its end on $cpu; what it said is in $place/$cpu/transcript"
        diff -r "$place/amd64" "$place/$cpu" || stop "$cpu differs from this machine in the files above"
        say "$cpu (emulated): $(tail -n 1 "$place/$cpu/transcript"); transcript, screens and flash are the same"
    done
}

# emulate CPU OUTPUT WORD…
emulate() {
    local cpu=$1 output=$2
    shift 2
    step "running menshen $1 on an emulated $cpu" "$logs/emulate-$cpu.log" \
        run_into "$output" "$emulator" -cpu "$cpu" .build/firmware/arm64/menshen "$@"
}

run_into() { "${@:2}" >"$1" || { cat "$1" && return 1; }; }

# is_build_for MACHINE OUTPUT: so that no file is compared with itself.
is_build_for() { [[ $(head -n 1 "$2") == *" $1,"* ]] || stop "the self-test is not by a build for $1: $(head -n 1 "$2")"; }

same_but_for_the_first_line() { diff <(tail -n +2 "$1") <(tail -n +2 "$2"); }

# tour_in DIRECTORY MENSHEN…: from inside, so that no path in the transcript tells one machine from another.
tour_in() {
    local place=$1
    mkdir -p "$place"
    shift
    step "taking the tour in ${place##*/}" "$logs/emulated-tour.log" env -C "$place" "$@" run \
        --board "$root/Board/bench.toml" --site "$root/Config/examples/residential-compound.toml" \
        --pack "$pack" --pictures "$assets" --tour "$root/Config/tour.txt" --state state </dev/null
    mv "$logs/emulated-tour.log" "$place/transcript"
    grep -qE '^main job: ([0-9]+) of \1$' "$place/transcript"
}
