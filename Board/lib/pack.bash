# The model pack is built once, and again when it or what it is made from has changed.
# shellcheck shell=bash

build_pack() {
    local inputs
    step "building menshen-pack" "$logs/build-pack-tool.log" swift build -c release --product menshen-pack
    inputs=$(pack_inputs)
    if [[ -f $pack && $(cat "$pack.inputs" 2>/dev/null) == "$inputs $(sha256sum <"$pack")" ]] && is_pack "$pack"; then
        return
    fi
    lock_cache
    rm -f "$pack.inputs"
    step "building the model pack" "$logs/build-pack.log" \
        .build/release/menshen-pack build dlib --out "$pack.new"
    mv "$pack.new" "$pack"
    echo "$inputs $(sha256sum <"$pack")" >"$pack.inputs"
    unlock_cache
}

# Whether the tool that was just built can read it: what is written beside a pack may be wrong.
is_pack() { .build/release/menshen-pack info "$1" >/dev/null 2>&1; }

# One digest over the published files, the measured data, and the code which makes a pack of them.
pack_inputs() {
    {
        asset_table
        find Config/packs Sources/menshen-pack Sources/FaceCore Sources/FixedPoint -type f -exec sha256sum {} + | sort
    } | sha256sum
}
