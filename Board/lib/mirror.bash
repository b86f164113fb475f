# Debian packages by path and SHA-256, from the mirrors that this machine's apt is configured with.
# shellcheck shell=bash

# The roots of those mirrors; MENSHEN_MIRROR names one more, such as an archive of past days.
mirrors() {
    [[ -z ${MENSHEN_MIRROR:-} ]] || echo "${MENSHEN_MIRROR%/}"
    apt-get --print-uris update 2>/dev/null | sed -n "s,^'\([^']*\)/dists/.*,\1,p" | awk '!said[$0]++'
}

# fetch_pinned PATH SHA-256 FILE: nothing to do if it is there; the mirror's copy is taken only with that digest.
fetch_pinned() {
    local path=$1 digest=$2 file=$3 name=${1##*/} mirror log=$logs/fetch.log all gone=0
    has_digest "$file" "$digest" && return
    rm -f "$file"
    all=$(mirrors)
    [[ $all ]] || stop "apt has no mirror in its configuration; MENSHEN_MIRROR can name one"
    for mirror in $all; do
        fetching "$name" "$log" /usr/lib/apt/apt-helper -o Acquire::Retries=2 \
            download-file "$mirror/$path" "$file.part" "SHA256:$digest" || {
            rm -f "$file.part"*
            ! grep -q 'Hash Sum mismatch' "$log" || stop "$name at $mirror is not the pinned file: it has another SHA-256"
            ! grep -qE '404|not found|No such file' "$log" || gone=1
            continue
        }
        mv "$file.part" "$file"
        return
    done
    if ((gone)); then
        stop "$name is pinned, and no mirror has it any more: MENSHEN_MIRROR can name an archive; Board/cross pin takes today's"
    fi
    ! grep -q 'No space left' "$log" || stop "$name cannot be fetched: no space left in $downloads"
    stop "$name cannot be fetched: no mirror answers ($(paste -sd ' ' <<<"$all"))"
}

# Like `step`, for what may fail.
fetching() { (step "fetching $1" "${@:2}") 2>/dev/null; }
