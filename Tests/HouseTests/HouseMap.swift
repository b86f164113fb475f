/// Who may import whom: a room and the rooms it names.
struct HouseMap: Equatable, CustomStringConvertible {
    /// In the order written: top down in the map.
    var rooms: [(name: String, imports: Set<String>)]

    subscript(name: String) -> Set<String>? { rooms.first { $0.name == name }?.imports }

    /// Everything under a room, itself not included.
    func below(_ name: String) -> Set<String> {
        var found: Set<String> = []
        var open = Array(self[name] ?? [])
        while let next = open.popLast() {
            if found.insert(next).inserted { open += self[next] ?? [] }
        }
        return found
    }

    static func == (a: Self, b: Self) -> Bool { a.description == b.description }
    var description: String {
        rooms.map { "\($0.name) → \($0.imports.sorted().joined(separator: " "))" }.sorted().joined(separator: "\n")
    }

    /// Read from the table of `Sources/README.md`: `| `Room` | imports | …`, where `·` stands for none.
    init(markdown: String) {
        rooms = markdown.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimming(" ") }
            guard line.hasPrefix("| `"), cells.count >= 2 else { return nil }
            return (cells[0].trimming("`"), Set(cells[1].split(separator: " ").map(String.init)).subtracting(["·"]))
        }
    }

    /// Read from `Package.swift`: the targets that are neither tests nor helpers of tests.
    init(manifest: String) {
        let pattern =
            /\.(?:target|executableTarget|systemLibrary)\(\s*name: "([\w-]+)"(?:,\s*dependencies: \[([^\]]*)\])?(,\s*path: "Tests\/)?/
        rooms = manifest.matches(of: pattern).filter { $0.3 == nil }.map { match in
            (String(match.1), Set((match.2 ?? "").matches(of: /"([\w-]+)"/).map { String($0.1) }))
        }
    }
}

extension Substring {
    func trimming(_ character: Character) -> String { String(self).trimming(character) }
}

extension String {
    func trimming(_ character: Character) -> String {
        let front = drop { $0 == character }
        return String(front.reversed().drop { $0 == character }.reversed())
    }
}
