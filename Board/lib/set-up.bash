# One thing at a time: a second script waits until the first has finished what is in the cache.
# shellcheck shell=bash
lock_cache() {
    exec {lock_file}>"$cache/lock"
    flock -n "$lock_file" && return
    say "another run is setting up; waiting for it"
    flock "$lock_file"
}

unlock_cache() {
    exec {lock_file}>&-
    lock_file=
}

make_places() {
    check_host
    [[ ! $cache =~ [[:space:]] ]] || stop "the cache's path has a space in it, which Swift's builds do not take: '$cache'"
    mkdir -p "$logs" "$downloads" "$assets" "${pack%/*}" || stop "cannot write in $root and $cache"
}

# Everything that building, testing and the demo need from outside the checkout. Nothing to do is the silent case.
set_up() {
    local archives wanted=("${packages[@]}")
    make_places
    lock_cache
    mapfile -t archives < <(missing_archives)
    [[ ${#archives[@]} -eq 0 && -d .build/debug && -d .build/release ]] || check_disk 2048 "$root" "$cache"
    [[ " ${archives[*]} " =~ \ (models|pictures)\  ]] && wanted+=(python3-pip)
    toolchain_starts || wanted+=("${toolchain_packages[@]}")
    are_installed "${wanted[@]}" || wanted+=("${console_packages[@]}")
    install_packages "${wanted[@]}"
    check_swift
    fetch_assets "${archives[@]}"
    unlock_cache
}

# set_up_cross PACKAGE…: what building for other machines needs from this one, and these packages.
set_up_cross() {
    local wanted=(binutils "$@")
    make_places
    [[ $(dpkg --print-architecture) == amd64 ]] || stop "this runs on amd64; on a board itself: Board/setup, then swift build"
    lock_cache
    toolchain_starts || wanted+=("${toolchain_packages[@]}")
    install_packages "${wanted[@]}"
    check_swift
    unlock_cache
}
