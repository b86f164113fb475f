# What comes from apt. Only what is missing is installed; when nothing is, apt is not asked and no root is needed.
# shellcheck shell=bash

packages=(
    libsodium-dev libfreetype-dev libpng-dev libjpeg62-turbo-dev libtomlplusplus-dev pkg-config
    g++            # its headers are what clang takes for the C++ room
    fonts-noto-cjk # the screens' Chinese
)

# With these the tests sit at the console as a maintainer does. Without them those tests are left out, and say so: nobody
# needs root for them alone, and they come along when something else is missing.
console_packages=(tmux picocom)

# What a toolchain that was merely unpacked may still lack.
toolchain_packages=(libcurl4 libncurses6 libsqlite3-0 libxml2)

# Whether the libraries of the toolchain on PATH, if there is one, are all there.
toolchain_starts() {
    local swift tool
    swift=$(command -v swift) || return 0
    # grep reads to the end: one that stops early lets ldd fail, and under pipefail the libraries would seem to be there.
    for tool in swift-build lld; do
        tool=$(dirname "$(readlink -f "$swift")")/$tool
        [[ ! -x $tool ]] || ! ldd "$tool" 2>/dev/null | grep 'not found' >/dev/null || return 1
    done
}

is_installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

are_installed() {
    local name
    for name in "$@"; do is_installed "$name" || return 1; done
}

# install_packages NAME…: those that are not there yet.
install_packages() {
    local name missing=() apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y)
    for name in "$@"; do is_installed "$name" || missing+=("$name"); done
    ((${#missing[@]} > 0)) || return 0
    if ((EUID != 0)); then
        may_use_sudo || stop "missing, and only root can install it: apt-get install --no-install-recommends ${missing[*]}"
        apt=(sudo "${apt[@]}")
    fi
    update_package_lists "${apt[@]}"
    (step "installing ${missing[*]}" "$logs/apt-install.log" "${apt[@]}" install --no-install-recommends "${missing[@]}") 2>/dev/null \
        || stop "${missing[*]}: cannot be installed: $(grep '^E: ' "$logs/apt-install.log" | head -n 1)"
}

# update_package_lists APT…: with this way to call apt-get.
update_package_lists() { step "reading apt's package lists" "$logs/apt-update.log" even_if_it_fails "$@" update; }

# Some other list on this machine may be out of reach; whether a package is, the next step tells.
even_if_it_fails() { "$@" || echo "failed, and going on"; }

# Whether sudo is there and works, asking for a password only where somebody can answer.
may_use_sudo() {
    command -v sudo >/dev/null || return 1
    sudo -n true 2>/dev/null || { [[ -t 0 && -t 2 ]] && sudo -v; }
}
