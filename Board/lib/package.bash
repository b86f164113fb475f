# The .deb: what goes where, the same bytes from the same commit, no root.
# shellcheck shell=bash

debian=Board/debian

check_package_tools() {
    local tool
    for tool in dpkg-deb gzip; do command -v "$tool" >/dev/null || stop "$tool is not there"; done
}

# The version that the firmware says of itself.
firmware_version() {
    local version
    version=$(sed -n 's/.*static let version = "\(.*\)"/\1/p' Sources/menshen/CommandTable.swift)
    [[ $version =~ ^[0-9][0-9A-Za-z.+~]*$ ]] || stop "Sources/menshen/CommandTable.swift has no version that Debian takes: '$version'"
    grep -q "^menshen ($version) " <(head -n 1 "$debian/changelog") || stop "$debian/changelog does not begin with version $version"
    echo "$version"
}

# Seconds since 1970: every file of the package, and the package, say that they are of then.
package_epoch() {
    if [[ ${SOURCE_DATE_EPOCH:-} ]]; then
        echo "$SOURCE_DATE_EPOCH"
    elif [[ -e .git ]]; then
        git -c safe.directory="$root" log -1 --format=%ct
    else
        date -d "$(sed -n 's/^ -- .*>  //p' "$debian/changelog" | head -n 1)" +%s
    fi
}

# build_package ARCHITECTURE: of the firmware that was built for it.
build_package() {
    local arch=$1 version epoch tree file
    version=$(firmware_version)
    epoch=$(package_epoch)
    tree=.build/packages/$arch
    file=.build/packages/menshen_${version}_$arch.deb
    rm -rf "$tree"
    lay_out_package "$arch" "$tree"
    lay_out_control "$arch" "$tree" "$version"
    find "$tree" -exec touch -h -d "@$epoch" {} +
    # One thread: how many there are shows in what xz writes.
    SOURCE_DATE_EPOCH=$epoch dpkg-deb --root-owner-group --threads-max=1 -Zxz -z9 --build "$tree" "$file.new" >"$logs/package-$arch.log" 2>&1 \
        || stop "dpkg-deb failed: $(tail -n 1 "$logs/package-$arch.log")"
    mv "$file.new" "$file"
    rm -rf "$tree"
    say "$file: $(stat -c %s "$file") bytes"
}

# lay_out_package ARCHITECTURE TREE
lay_out_package() {
    local arch=$1 tree=$2 doc=$2/usr/share/doc/menshen file
    install -d "$tree/etc/menshen"
    put 755 ".build/firmware/$arch/menshen" "$tree/usr/bin/menshen"
    put 644 "$debian/menshen.service" "$tree/usr/lib/systemd/system/menshen.service"
    put 644 "$debian/menshen.sysusers" "$tree/usr/lib/sysusers.d/menshen.conf"
    put 644 "$debian/lintian-overrides" "$tree/usr/share/lintian/overrides/menshen"
    for file in Board/*.toml; do put 644 "$file" "$doc/examples/board/${file##*/}"; done
    put 644 Board/Wiring.md "$doc/Wiring.md"
    put 644 Board/verify-journal.py "$doc/verify-journal.py"
    put 644 Sources/Records/Records.docc/Journal.md "$doc/Journal.md"
    for file in Config/examples/*.toml; do put 644 "$file" "$doc/examples/site/${file##*/}"; done
    for file in "$debian"/examples/*.conf; do put 644 "$file" "$doc/examples/menshen.service.d/${file##*/}"; done
    { cat "$debian/copyright" && for file in "$debian"/licences/*; do echo && cat "$file"; done; } | put 644 - "$doc/copyright"
    linked_packages "$arch" | put 644 - "$doc/linked-packages"
    gzip -9n <"$debian/changelog" | put 644 - "$doc/changelog.gz"
    gzip -9n <"$debian/menshen.8" | put 644 - "$tree/usr/share/man/man8/menshen.8.gz"
    for page in access commission settings; do
        gzip -9n <"$debian/menshen-$page.7" | put 644 - "$tree/usr/share/man/man7/menshen-$page.7.gz"
    done
    gzip -9n <"$debian/menshen-console.7" | put 644 - "$tree/usr/share/man/man7/menshen-console.7.gz"
    find "$tree" -type d -exec chmod 755 {} +
}

# put MODE FILE PLACE: FILE is `-` for what comes in.
put() {
    mkdir -p "${3%/*}"
    if [[ $2 == - ]]; then cat >"$3"; else cp "$2" "$3"; fi
    chmod "$1" "$3"
}

# What the static file was linked from, which the licences ask to be told.
linked_packages() {
    echo "# SHA-256 and place on a Debian mirror of each package whose archives are linked into /usr/bin/menshen."
    [[ $1 != amd64 ]] || echo "# And the Swift runtime of the toolchain that built it."
    awk -v arch="$1" '$1 == arch || $1 == arch "-swift" { print $2 "  " $3 }' Board/lib/sdk.lock
}

# lay_out_control ARCHITECTURE TREE VERSION
lay_out_control() {
    local arch=$1 tree=$2 version=$3 script kibibytes
    kibibytes=$(find "$tree" -type f -printf '%s\n' | awk '{ sum += int(($1 + 1023) / 1024) } END { print sum }')
    sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$arch/" -e "s/@KIBIBYTES@/$kibibytes/" "$debian/control" \
        | put 644 - "$tree/DEBIAN/control"
    for script in postinst prerm postrm; do put 755 "$debian/$script" "$tree/DEBIAN/$script"; done
    env -C "$tree" find usr -type f -print0 | sort -z | env -C "$tree" xargs -0 md5sum | put 644 - "$tree/DEBIAN/md5sums"
    chmod 755 "$tree/DEBIAN"
}
