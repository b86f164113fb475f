# The firmware as it is flashed: .build/firmware/ARCHITECTURE/menshen, one file that needs no other.
# shellcheck shell=bash

# What FreeType and libpng stand on: pkg-config's own words name only the first library.
static_libraries=(freetype png16 jpeg sodium z bz2 brotlidec brotlicommon m)

# build_firmware ARCHITECTURE: gets the SDK if it is not there yet.
build_firmware() {
    local arch=$1 machine sdk root output=.build/firmware/$1 words=() library
    machine=$(machine_of "$arch")
    set_up_sdk "$arch"
    sdk=$(sdk_directory "$arch")
    root=$sdk/menshen-$arch.artifactbundle/sdk/sysroot
    for library in "${static_libraries[@]}"; do words+=(-Xlinker "-l$library"); done
    # The same commit gives the same bytes wherever it is built: no path of this machine is in the file, and no hash that
    # Swift takes over such paths. RPATH is not only useless: with one, a static PIE ends in its start-up code.
    step "building menshen for $arch" "$logs/build-$arch.log" \
        env -u CPATH -u C_INCLUDE_PATH -u CPLUS_INCLUDE_PATH -u LIBRARY_PATH -u PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR="$root" \
        swift build -c release --product menshen --scratch-path ".build/$arch" \
        --swift-sdks-path "$sdk" --swift-sdk "menshen-$arch" \
        --pkg-config-path "$root/usr/lib/$machine-linux-gnu/pkgconfig" --pkg-config-path "$root/usr/share/pkgconfig" \
        --static-swift-stdlib --disable-local-rpath \
        -Xswiftc -static-executable -Xswiftc -Xclang-linker -Xswiftc -static-pie \
        -Xlinker -s -Xlinker -z -Xlinker now "${words[@]}" \
        -Xswiftc -gnone -Xswiftc -Xfrontend -Xswiftc -disable-incremental-llvm-codegen \
        -Xswiftc -file-prefix-map -Xswiftc "$root=/sdk" -Xswiftc -file-prefix-map -Xswiftc "$PWD=/menshen" \
        -Xcc "-ffile-prefix-map=$root=/sdk" -Xcc "-ffile-prefix-map=$PWD=/menshen"
    ! grep -q '"-[IL]/usr' ".build/$arch/release.yaml" || stop "the build for $arch looks into this machine's own directories"
    mkdir -p "$output"
    cp ".build/$arch/release/menshen" "$output/menshen.new"
    check_firmware "$arch" "$output/menshen.new"
    mv "$output/menshen.new" "$output/menshen"
}

# check_firmware ARCHITECTURE FILE: a file that asks for a loader or a library would not start on a board that has others.
check_firmware() {
    local arch=$1 file=$2 about needed
    local -A machines=([arm64]=AArch64 [amd64]=X86-64)
    about=$(LC_ALL=C readelf -hldSW "$file" 2>&1) || stop "menshen for $arch is no ELF file"
    grep -q "Machine: .*${machines[$arch]}" <<<"$about" || stop "menshen for $arch is for another machine"
    needed=$(sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' <<<"$about" | paste -sd ' ')
    [[ -z $needed ]] || stop "menshen for $arch is not static, it needs: $needed"
    ! grep -q '^ *INTERP' <<<"$about" || stop "menshen for $arch asks for a dynamic loader"
    ! grep -qF ' .symtab ' <<<"$about" || stop "menshen for $arch is not stripped"
    (($(stat -c %s "$file") <= firmware_limit_bytes)) || stop "menshen for $arch has more than $firmware_limit_bytes bytes"
}

# What a kiosk's system partition has room for, twice.
firmware_limit_bytes=$((16 * 1024 * 1024))

# tell_firmware ARCHITECTURE: of what check_firmware has let through.
tell_firmware() {
    local file=.build/firmware/$1/menshen
    say "$file: $(stat -c %s "$file") bytes, needed libraries: none"
    say "SHA-256 $(sha256sum <"$file" | cut -d ' ' -f 1), by $(swift --version 2>/dev/null | head -n 1)"
}
