# Sourced by every script here: where things are, and the functions.
# shellcheck shell=bash

set -euo pipefail
export LC_ALL=C.UTF-8

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
lib=$root/Board/lib
logs=$root/.bench/log
cache=${XDG_CACHE_HOME:-$HOME/.cache}/menshen
downloads=$cache/downloads
assets=$cache/assets
pack=$cache/packs/dlib.mpack

# shellcheck source=lib/say.bash
. "$lib/say.bash"
# shellcheck source=lib/host.bash
. "$lib/host.bash"
# shellcheck source=lib/packages.bash
. "$lib/packages.bash"
# shellcheck source=lib/assets.bash
. "$lib/assets.bash"
# shellcheck source=lib/pack.bash
. "$lib/pack.bash"
# shellcheck source=lib/mirror.bash
. "$lib/mirror.bash"
# shellcheck source=lib/sdk.bash
. "$lib/sdk.bash"
# shellcheck source=lib/sdk-pin.bash
. "$lib/sdk-pin.bash"
# shellcheck source=lib/firmware.bash
. "$lib/firmware.bash"
# shellcheck source=lib/emulate.bash
. "$lib/emulate.bash"
# shellcheck source=lib/run-tests.bash
. "$lib/run-tests.bash"
# shellcheck source=lib/peers.bash
. "$lib/peers.bash"
# shellcheck source=lib/set-up.bash
. "$lib/set-up.bash"
# shellcheck source=lib/package.bash
. "$lib/package.bash"
# shellcheck source=lib/crash-lab.bash
. "$lib/crash-lab.bash"

cd "$root"
