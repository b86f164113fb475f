# The SDKs that firmware is linked with, fully static, for arm64 and amd64: Debian 13's libraries and, for arm64, Debian's
# build of the Swift runtime. Both processors get the same versions, so that they draw and compute the same; sdk.lock
# pins each package by path and SHA-256. No root, no chroot, nothing of the machine's own libraries.
#
# Debian's arm64 package of Swift holds textual interfaces of the standard library beside the static archives: without
# the binary modules, which only its own compiler reads, any newer compiler takes them.
# shellcheck shell=bash

sdk_lock=$lib/sdk.lock
sdk_suites=(trixie trixie-security)
sdk_swift_suite=sid # the only suite with a runtime of 6.2 or newer
sdk_packages=( # and linux-libc-dev
    libc6-dev libgcc-14-dev libstdc++-14-dev
    libsodium-dev libfreetype-dev libpng-dev libjpeg62-turbo-dev libtomlplusplus-dev
    zlib1g-dev libbz2-dev libbrotli-dev # under FreeType and libpng
)
declare -A sdk_runtimes=([arm64]=arm64-swift [amd64]=amd64) # the latter's comes with the compiler
sdk_modules=(Swift SwiftOnoneSupport _Builtin_float Glibc _Concurrency _StringProcessing Synchronization)

machine_of() {
    case $1 in
        arm64) echo aarch64 ;;
        amd64) echo x86_64 ;;
        *) stop "'$1' is no architecture that is built for; there are: arm64 amd64" ;;
    esac
}

# Where the SDK of ARCHITECTURE is: another place for other pins, another compiler or another way to make it.
sdk_directory() {
    local key
    key=$({ grep "^$1" "$sdk_lock" && toolchain_libraries && swift --version 2>/dev/null && cat "$lib/sdk.bash"; } | sha256sum)
    echo "$cache/sdk/$1-${key:0:12}"
}

# set_up_sdk ARCHITECTURE
set_up_sdk() {
    local arch=$1 machine sdk root use
    for use in "$arch" "${sdk_runtimes[$arch]}"; do
        grep -q "^$use " "$sdk_lock" || stop "Board/lib/sdk.lock names nothing for $use; Board/cross pin writes it"
    done
    machine=$(machine_of "$arch")
    sdk=$(sdk_directory "$arch")
    if [[ -f $sdk/complete ]]; then
        touch "$sdk/complete"
        return
    fi
    lock_cache
    if [[ ! -f $sdk/complete ]]; then
        check_disk 2048 "$cache"
        forget_old_sdks
        rm -rf "$sdk"
        root=$sdk/menshen-$arch.artifactbundle/sdk/sysroot
        mkdir -p "$root/usr/lib" "$downloads/sdk"
        unpack_libraries "$arch" "$root"
        case $arch in
            arm64) unpack_swift_runtime "$root" ;;
            *) link_swift_runtime "$root" ;;
        esac
        describe_sdk "$arch" "$machine-unknown-linux-gnu" "${root%/*}"
        touch "$sdk/complete"
    fi
    unlock_cache
}

# Other checkouts and compilers have SDKs of their own, which may be in use: only what nobody has used for a month goes.
forget_old_sdks() {
    local complete
    mkdir -p "$cache/sdk"
    find "$cache/sdk" -mindepth 2 -maxdepth 2 -name complete -mtime +30 | while read -r complete; do
        rm -rf "${complete%/*}"
    done
}

# What is linked or included, and nothing else.
unpack_libraries() {
    local arch=$1 root=$2 use digest path file directory
    while read -r use digest path; do
        [[ $use == "$arch" ]] || continue
        file=$downloads/sdk/${path##*/}
        fetch_pinned "$path" "$digest" "$file"
        dpkg-deb --fsys-tarfile "$file" | tar -x -C "$root" --exclude='./usr/bin/*' --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' \
            || stop "${path##*/} cannot be unpacked into $root"
    done <"$sdk_lock"
    # One of them names the machine's own library directory in a way that no system root moves.
    find "$root/usr" -name '*.pc' -type f -exec sed -i 's,-L/usr/[^ ]*,,g' {} +
    for directory in lib lib64; do [[ -e $root/$directory ]] || ln -s usr/lib "$root/$directory"; done
}

# The arm64 runtime, out of half a gigabyte of which 35 MB stay in the cache.
unpack_swift_runtime() {
    local root=$1 use digest path extract
    read -r use digest path < <(grep '^arm64-swift ' "$sdk_lock")
    extract=$({ echo "$digest" && declare -f make_runtime_extract; } | sha256sum)
    extract=$downloads/sdk/swift-runtime-arm64-${extract:0:12}.tar.gz
    gzip -t "$extract" 2>/dev/null || make_runtime_extract "$path" "$digest" "$extract"
    tar -xzf "$extract" -C "$root/usr/lib" || stop "$extract cannot be unpacked into $root"
    ln -s swift_static "$root/usr/lib/swift"
    ln -s "$(toolchain_libraries)/clang" "$root/usr/lib/swift_static/clang"
    [[ -d $root/usr/lib/swift_static/clang/include ]] || stop "this Swift toolchain has no clang headers ($(toolchain_libraries)/clang)"
    step "compiling the interfaces of Swift's runtime for arm64" "$logs/sdk-modules.log" compile_interfaces "$root"
}

make_runtime_extract() {
    local path=$1 digest=$2 extract=$3 deb=$downloads/sdk/${1##*/} work=$downloads/sdk/runtime
    local inside=./usr/libexec/swift/lib
    fetch_pinned "$path" "$digest" "$deb"
    rm -rf "$work"
    mkdir "$work"
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$work" --wildcards \
        "$inside/swift/linux/*.swiftmodule/aarch64-unknown-linux-gnu.swiftinterface" "$inside/swift_static/shims*" \
        "$inside/swift_static/linux/lib*.a" "$inside/swift_static/linux/*.lnk" "$inside/swift_static/linux/*.h" \
        "$inside/swift_static/linux/*.modulemap" "$inside/swift_static/linux/aarch64/*" \
        || stop "${path##*/} is not laid out as expected, or the disk is full"
    (
        cd "$work/$inside"
        rm -f swift_static/linux/aarch64/*.swift{module,doc} swift_static/linux/lib*Foundation* swift_static/linux/lib_CF*
        cp -r swift/linux/*.swiftmodule swift_static/linux/
        tar -c --sort=name --owner=0 --group=0 swift_static | gzip >"$extract.part"
    )
    mv "$extract.part" "$extract"
    rm -rf "$work" "$deb"
}

# Binary modules of this compiler beside the textual ones: else each new module cache pays half a minute for them.
# It runs where errexit is off, so each failure is passed on by hand.
compile_interfaces() {
    local root=$1 module directory extra triple=aarch64-unknown-linux-gnu
    for module in "${sdk_modules[@]}"; do
        directory=$root/usr/lib/swift_static/linux/$module.swiftmodule
        extra=()
        [[ $module != Swift ]] || extra=(-parse-stdlib)
        "$(toolchain_libraries)/../../bin/swift-frontend" -compile-module-from-interface "${extra[@]}" \
            -module-name "$module" "$directory/$triple.swiftinterface" -o "$directory/$triple.swiftmodule" \
            -target "$triple" -sdk "$root" -resource-dir "$root/usr/lib/swift_static" \
            -module-cache-path "${root%/sdk/sysroot}/module-cache" || return 1
        [[ -s $directory/$triple.swiftmodule ]] || return 1
    done
    rm -rf "${root%/sdk/sysroot}/module-cache"
}

# The compiler's own runtime is there for the machine it runs on.
link_swift_runtime() {
    local static
    static=$(toolchain_libraries)_static
    [[ -f $static/linux/libswiftCore.a ]] || stop "this Swift toolchain has no static standard library ($static)"
    ln -s "$static" "$1/usr/lib/swift_static"
}

# …/usr/lib/swift of the toolchain that `swift` stands for, which may be a script or a chooser of toolchains.
toolchain_libraries() {
    local place
    place=$(swift -print-target-info 2>/dev/null | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
    [[ -x $place/../../bin/swift-frontend ]] || stop "swift does not tell where its toolchain is (-print-target-info)"
    echo "$place"
}

describe_sdk() {
    local arch=$1 triple=$2 place=$3 hosts='"x86_64-unknown-linux-gnu","aarch64-unknown-linux-gnu"'
    cat >"$place/../info.json" <<END
{"schemaVersion":"1.0","artifacts":{"menshen-$arch":{"type":"swiftSDK","version":"1.0","variants":[{"path":"sdk","supportedTriples":[$hosts]}]}}}
END
    cat >"$place/swift-sdk.json" <<END
{"schemaVersion":"4.0","targetTriples":{"$triple":{"sdkRootPath":"sysroot","swiftResourcesPath":"sysroot/usr/lib/swift_static","swiftStaticResourcesPath":"sysroot/usr/lib/swift_static","toolsetPaths":["toolset.json"]}}}
END
    cat >"$place/toolset.json" <<END
{"schemaVersion":"1.0","swiftCompiler":{"extraCLIOptions":["-use-ld=lld"]},"linker":{"extraCLIOptions":["--gc-sections"]}}
END
}
