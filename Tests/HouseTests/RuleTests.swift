import Testing

/// Rooms where every number is an integer.
private let integerRooms: Set<String> = [
    "FixedPoint", "FaceCore", "Controller", "Law", "Door", "RingStore", "Readers", "Records", "Timekeeping",
]

/// Floating-point types and literals in a file.
func floats(_ file: HouseFile) -> [String] {
    let types = /\b(Float(?:16|32|64|80)?|Double|CGFloat|CFloat|CDouble|TimeInterval)\b/
    let literals = /(?:^|[^\w.$])(\d[\d_]*\.\d|\d[\d_]*[eE][+-]?\d)/
    return matches(file, types) { "\($0) in an integer room" } + matches(file, literals) { "\($0)…: a fraction" }
}

/// Words that only a program with a network needs, in a file's code.
func networkWords(_ file: HouseFile) -> [String] {
    let calls = /\b(socket|socketpair|getaddrinfo|gethostbyname|inet_\w+|htons|sendto|recvfrom)\b/
    let constants = /\b(AF_INET6?|PF_INET6?|sockaddr_in6?)\b/
    let types = /\b(URLSession|URLRequest|NWConnection|NWListener|CFStream\w*)\b/
    let methods = /(?:^|[^.\w ]|[^c] )((?:connect|bind|listen|accept)\()/
    return matches(file, calls, noNetwork) + matches(file, constants, noNetwork) + matches(file, types, noNetwork)
        + matches(file, methods, noNetwork)
}

private func noNetwork(_ word: Substring) -> String { "\(word): no network" }

/// A type that holds what a face looks like, given a textual form or an encoding (R4).
func leakingConformances(_ file: HouseFile) -> [String] {
    let headers =
        /\b((?:struct|class|enum|actor|extension)\s+(?:\w+\.)?(?:Frame|Chip|FaceLandmarks|Embedding|Template|TemplateSet|TemplateKey)\s*:[^{]*)/
    let leaks =
        /\b(?:\w+StringConvertible|CustomReflectable|TextOutputStreamable|RawRepresentable|Encodable|Decodable|Codable)\b/
    return matches(file, headers) {
        $0.contains(leaks.wordBoundaryKind(.simple))
            ? $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") : nil
    }
}

/// Where a pattern's group occurs in a file's code, said in words.
private func matches(
    _ file: HouseFile, _ pattern: Regex<(Substring, Substring)>, _ say: (Substring) -> String?
) -> [String] {
    file.code.matches(of: pattern.wordBoundaryKind(.simple)).compactMap { match in
        guard let words = say(match.1) else { return nil }
        return file.complaint(line: file.code[..<match.1.startIndex].count { $0 == "\n" }, words)
    }
}

@Suite("The rules of the house") struct RuleTests {
    @Test func noFloatsWhereIntegersDecide() {
        let files = Checkout.sources.filter { $0.isSwift && integerRooms.contains($0.room ?? "") }
        #expect(Set(files.compactMap(\.room)) == integerRooms)
        expectNone(files.flatMap(floats))
    }

    @Test func noNetwork() { expectNone(Checkout.sources.flatMap(networkWords)) }

    @Test("R4: what a face looks like has no textual form and no encoding") func nothingLeaks() {
        expectNone(Checkout.sources.flatMap(leakingConformances))
    }

    @Test("Top level: the package, the rooms, the tests, the board, the settings, and what to read") func topLevel() {
        let allowed: Set = ["Package.swift", "Sources", "Tests", "Board", "Config", "README.md", "LICENSE"]
        #expect(Checkout.topLevel.count > 3)
        expectNone(Checkout.topLevel.filter { !allowed.contains($0) })
    }

    // The checks themselves.

    @Test(
        "A float is seen in code, and only there",
        arguments: [
            ("let a: Float = 1", 1), ("var b = [Double]()", 1), ("let c = 0.5", 1), ("let d = 1e6", 1),
            ("x as CGFloat", 1),
            ("for i in 0...9 {}", 0), ("pair.0.1 + $0.1 + 0x1e5", 0), ("let Floater = 2 // Float", 0),
            ("\"0.5 Double\"", 0),
            ("a..<3", 0), ("\"\\(Double(n))\"", 1), ("Float16(2.5)", 2),
        ])
    func floatsAreSeen(row: (text: String, count: Int)) {
        #expect(floats(HouseFile(path: "Sources/Law/A.swift", text: row.text)).count == row.count)
    }

    @Test(
        "A network word is seen in code, and only there",
        arguments: [
            ("let s = socket(AF_INET, 1, 0)", 2), ("connect(s, &a, 16)", 1), ("URLSession.shared", 1),
            ("camera.connect()", 0),
            ("func accept(_ x: Int) {}", 0), ("pointer.bindMemory(to: T.self)", 0), ("// socket", 0),
            ("\"a socket\"", 0),
            ("Glibc.getaddrinfo(a)", 1), ("if connect(a) {", 1), ("struct sockaddr_in a;", 1),
        ])
    func networkWordsAreSeen(row: (text: String, count: Int)) {
        #expect(networkWords(HouseFile(path: "Sources/Law/A.swift", text: row.text)).count == row.count)
    }

    @Test(
        "A leak is seen however it is declared",
        arguments: [
            ("struct Template: ~Copyable, CustomStringConvertible {", 1), ("extension Embedding: Codable {}", 1),
            ("extension FaceCore.Frame:\n    Encodable\n{", 1),
            ("public struct Chip: ~Copyable, @unchecked Sendable {", 0),
            ("struct TemplateID: Codable {", 0), ("extension Template { func f<T: Encodable>() {} }", 0),
        ])
    func leaksAreSeen(row: (text: String, count: Int)) {
        #expect(leakingConformances(HouseFile(path: "Sources/Law/A.swift", text: row.text)).count == row.count)
    }

    @Test func aComplaintNamesTheLine() {
        let file = HouseFile(path: "Sources/Law/A.swift", text: "\n// a\nlet x: Double")
        #expect(floats(file) == ["Sources/Law/A.swift:3: Double in an integer room"])
    }
}
