# Writes sdk.lock anew from what the mirrors have today, through apt and its signatures.
# shellcheck shell=bash

pin_sdk() {
    local arch package new=$logs/sdk.lock state
    install_packages debian-archive-keyring
    {
        echo "# What the SDKs are made of, written by Board/cross pin from ${sdk_suites[*]} (libraries) and $sdk_swift_suite (Swift runtime)."
        echo "# architecture  SHA-256  path on a Debian mirror"
        for arch in arm64 amd64; do
            # The kernel's headers have nothing to mend, and the security suite replaces them every other week.
            state=$(apt_state "$arch" "${sdk_suites[0]}")
            pin_line "$state" "$arch" linux-libc-dev
            state=$(apt_state "$arch" "${sdk_suites[@]}")
            for package in "${sdk_packages[@]}"; do pin_line "$state" "$arch" "$package"; done
        done
        state=$(apt_state arm64 "$sdk_swift_suite")
        pin_line "$state" arm64-swift swiftlang
    } >"$new"
    diff -u "$sdk_lock" "$new" || true
    mv "$new" "$sdk_lock"
    rm -rf "$cache/pin"
}

# apt_state ARCHITECTURE SUITE…: an apt of its own for these suites, with lists read and signatures checked; prints its
# configuration file.
apt_state() {
    local arch=$1 suite mirror state=$cache/pin/$1-$# keys=/usr/share/keyrings/debian-archive-keyring.gpg
    shift
    mkdir -p "$state"/{lists/partial,archives/partial,etc/sources.list.d,etc/apt.conf.d,etc/preferences.d}
    : >"$state/status"
    : >"$state/etc/sources.list"
    for suite in "$@"; do
        mirror=$(mirrors | if [[ $suite == *security* ]]; then grep security; else grep -v security; fi | grep -m1 '/debian') \
            || stop "apt's configuration has no mirror for $suite"
        echo "deb [signed-by=$keys] $mirror $suite main" >>"$state/etc/sources.list"
    done
    cat >"$state/apt.conf" <<END
Dir::Etc "$state/etc/"; Dir::State "$state/"; Dir::State::status "$state/status"; Dir::Cache "$state/";
Dir::State::extended_states "$state/extended"; APT::Sandbox::User "$(id -un)"; Acquire::Languages "none";
Acquire::Check-Valid-Until "false"; // a mirror may lag for days; what is pinned is read as a difference anyway
APT::Architecture "$arch"; APT::Architectures { "$arch"; };
END
    step "reading $*, $arch" "$logs/pin.log" env APT_CONFIG="$state/apt.conf" apt-get -q update >&2
    echo "$state/apt.conf"
}

# pin_line APT-CONFIGURATION USE PACKAGE
pin_line() {
    local record line
    [[ -f $1 ]] || stop "apt has no configuration of its own at $1"
    record=$(APT_CONFIG=$1 apt-cache --no-all-versions show "$3") || stop "no suite has the package $3"
    line=$(awk -v use="$2" '/^Filename:/ { path = $2 } /^SHA256:/ { digest = $2 } END { print use, digest, path }' <<<"$record")
    [[ $line =~ ^$2\ [0-9a-f]{64}\ pool/.*_(${2%-swift}|all)\.deb$ ]] || stop "$3 is not as expected for $2: $line"
    echo "$line"
}
