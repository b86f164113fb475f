# try_all LABORATORY KIND COUNT WHAT SPECIAL: COUNT cases of a kind, as many at a time as there are processors, and a line that sums
# them up. Adds to $violations.
# shellcheck shell=bash

# A caller that is stopped takes its workers along.
workers=()
stop_workers() { ((${#workers[@]} == 0)) || kill "${workers[@]}" 2>/dev/null || true; }

try_all() {
    local lab=$1 kind=$2 count=$3 what=$4 special=$5 started=$SECONDS jobs number pid idle failed=0 sums found said=0
    jobs=$(nproc)
    workers=()
    trap stop_workers EXIT
    rm -f "$logs/crash-lab-$kind".*.log
    for ((number = 0; number < jobs; number++)); do
        nice "$lab" --worker "$kind" $(((count + jobs - 1) / jobs)) "$number" "$jobs" \
            >"$logs/crash-lab-$kind.$number.log" 2>&1 &
        workers+=($!)
    done
    exec {idle}<> <(:)
    while read -rt 1 -u "$idle" || true; kill -0 "${workers[@]}" 2>/dev/null; do
        ((SECONDS - started - said >= 10)) || continue
        said=$((SECONDS - started))
        sums=$(sum_up "$kind")
        say "$kind … ${sums%% *} of $count, $((SECONDS - started)) s"
    done
    exec {idle}>&-
    for pid in "${workers[@]}"; do wait "$pid" || failed=$((failed + 1)); done
    workers=()
    grep -h '^violation ' "$logs/crash-lab-$kind".*.log || true
    found=$(cat "$logs/crash-lab-$kind".*.log | grep -c '^violation ' || true)
    if ((failed > 0)); then
        say "$failed workers ended before their time; the last lines of their logs:"
        tail -n 2 "$logs/crash-lab-$kind".*.log
        found=$((found + failed))
    fi
    violations=$((violations + found))
    tell_sums "$(sum_up "$kind")" "$what" "$special" "$found" $((SECONDS - started))
}

# DONE SPECIAL WORKLOADS SHAPES SEVERAL MOVED REOPENED REFUSED, over all workers.
sum_up() {
    awk '$1 == "done" { done[FILENAME] = $2; special[FILENAME] = $3 }
        $1 == "workload" && !($2 in seen) {
            seen[$2]; workloads++; shapes[$7]
            several += $3; moved += $4; reopened += $5; refused += $6
        }
        END {
            for (file in done) { d += done[file]; s += special[file] }
            print d + 0, s + 0, workloads + 0, length(shapes), several + 0, moved + 0, reopened + 0, refused + 0
        }' "$logs/crash-lab-$1".*.log
}

# Of which every worker has done its part.
count_whole_images() {
    awk -v workers="$(nproc)" '$1 == "whole" && ++parts[$2] == workers { images++ } END { print images + 0 }' \
        "$logs/crash-lab-$1".*.log
}

tell_sums() {
    local done special workloads shapes several moved reopened refused count
    read -r done special workloads shapes several moved reopened refused <<<"$1"
    say "$done $2${3:+, $special of them $3}; $workloads workloads on stores of $shapes shapes: $4 violations, $5 s"
    say "  in these workloads: $several records deleted from several blocks, $moved reclaims with survivors, \
$reopened blocks opened again, $refused appends refused"
    for count in $several $moved $reopened $refused; do
        if ((count == 0)); then
            say "  one of these never happened: the run proves less than it says"
            violations=$((violations + 1))
            return
        fi
    done
}
