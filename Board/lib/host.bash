# What the machine must be: Debian 12 or 13 on amd64 or arm64, Swift 6.2 or newer, some free disk.
# shellcheck shell=bash

check_host() {
    local id='' version='' architecture
    # shellcheck source=/dev/null
    read -r id version < <(. /etc/os-release && echo "${ID:-unknown} ${VERSION_ID:-}") || true
    [[ $id == debian && ($version == 12 || $version == 13) ]] \
        || stop "this needs Debian 12 or 13, and here is ${id:-something unknown} ${version:-without a version}"
    architecture=$(dpkg --print-architecture)
    [[ $architecture == amd64 || $architecture == arm64 ]] || stop "this needs amd64 or arm64, and here is $architecture"
}

check_swift() {
    local answer version
    command -v swift >/dev/null || stop "swift is not on PATH; version 6.2 or newer is needed"
    answer=$(swift --version 2>&1) || stop "swift is on PATH but does not start: $(tail -n 1 <<<"$answer")"
    [[ $answer =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] || stop "swift does not tell its version: ${answer%%$'\n'*}"
    version=${BASH_REMATCH[1]}.${BASH_REMATCH[2]}
    ((BASH_REMATCH[1] > 6 || (BASH_REMATCH[1] == 6 && BASH_REMATCH[2] >= 2))) \
        || stop "swift is $version, and 6.2 or newer is needed"
}

# check_disk MEBIBYTES DIRECTORY…
check_disk() {
    local needed=$1 directory free
    shift
    for directory in "$@"; do
        free=$(df -Pm "$directory" | awk 'NR == 2 { print $4 }')
        ((free >= needed)) || stop "$directory has $free MB free, and $needed MB are needed"
    done
}
