/// The one of `names` that `given` was probably meant to be: at most a third of it mistyped; `nil` if none is that near.
/// Of several equally near ones the first.
func nearestName(to given: String, among names: [String]) -> String? {
    let allowed = max(1, given.count / 3)
    let distances = names.map { (name: $0, slips: slips(from: Array(given), to: Array($0))) }
    guard let best = distances.min(by: { $0.slips < $1.slips }), best.slips <= allowed else { return nil }
    return best.name
}

/// Letters put in, left out, mistaken or swapped with their neighbour (optimal string alignment distance).
func slips(from a: [Character], to b: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
            row.append(cost)
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}
