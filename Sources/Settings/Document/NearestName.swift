/// The name most like `name`, when one is close enough to be meant: at most a third of it differs, or two characters.
func nearestName(to name: String, among names: [String]) -> String? {
    let limit = max(2, name.count / 3)
    let ranked = names.map { (distance: editDistance(name, $0), name: $0) }.filter { $0.distance <= limit }
    if let best = ranked.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) { return best.name }
    // `strike_ms` and `strike_milliseconds`: the same thing in another unit.
    let stem = name.split(separator: "_").first.map(String.init) ?? name
    let sameStem = names.filter { $0.split(separator: "_").first.map(String.init) == stem }
    return sameStem.count == 1 ? sameStem[0] : nil
}

/// Levenshtein: how many characters must be changed, added or left out.
func editDistance(_ a: String, _ b: String) -> Int {
    let b = Array(b)
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, y) in b.enumerated() {
            let change = diagonal + (x == y ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(change, row[j] + 1, diagonal + 1)
        }
    }
    return row[b.count]
}
