import Testing

/// Files that are too long, do not end their last line, or have no business here.
func untidiness(_ file: HouseFile) -> [String] {
    // Written so that this file does not complain about itself.
    let unfinished = /(?:\/\/|#|<!--)\s*(?:TO[D]O|FIX[M]E|XX[X])\b/.wordBoundaryKind(.simple)
    let elsewhere = /(?:^|[^\w.])\/(?:wor[k]|roo[t]|hom[e]|User[s]|op[t])\//
    let registry = /pypi[.]org|pythonhoste[d]|deb[.]debian|npmjs[.]/
    var found: [String] = []
    if file.lines.count > 501 { found.append("\(file.path): \(file.lines.count - 1) lines, 500 are too many") }
    if !file.text.isEmpty, !file.text.hasSuffix("\n") { found.append("\(file.path): the last line has no end") }
    if file.text.hasSuffix("\n\n") { found.append("\(file.path): an empty last line") }
    for (index, line) in file.lines.enumerated() {
        if line.contains(unfinished) { found.append(file.complaint(line: index, "says it is not finished")) }
        if line.contains(elsewhere) { found.append(file.complaint(line: index, "a path of one machine")) }
        if line.contains(registry) { found.append(file.complaint(line: index, "a registry's address")) }
    }
    return found
}

/// Public types and functions without a doc comment: those at the top of a file's nesting, errors aside.
///
/// Members may speak for themselves, or inherit the words of the protocol that asks for them.
func undocumented(_ file: HouseFile) -> [String] {
    let lines = file.lines
    let declaration =
        /^(?:@\w+(?:\([^)]*\))? )*public (?:final |indirect )?(?:(?:struct|class|enum|actor|protocol) (?!\w*Error\b)|func [a-z])/
        .wordBoundaryKind(.simple)
    return file.codeLines.enumerated().compactMap { index, line in
        guard line.contains(declaration) else { return nil }
        var above = index - 1
        while above >= 0, lines[above].contains(/^\s*@/) { above -= 1 }
        if above >= 0, lines[above].contains(/^\s*\/\/\//) { return nil }
        return file.complaint(line: index, "public, and no doc comment")
    }
}

/// Tests that pass whatever happens.
func toothlessTests(_ file: HouseFile) -> [String] {
    let always = /#expect\((?:true|Bool\(true\)|(\w+) == \1)\)|XCTAssert(?:True)?\(true|\|\| true\b/.wordBoundaryKind(
        .simple)
    var found = file.codeLines.enumerated().compactMap { index, line in
        line.contains(always) ? file.complaint(line: index, "always passes") : nil
    }
    let canFail =
        /#expect|#require|Issue\.record|confirmation\(|(?:try |\b)(?:expect|check|assert|verify|require|timeline|compare)\w*\(/
    for test in file.code.matches(of: /@Test\b/) {
        let body = bracedBody(file.code[test.range.upperBound...])
        if !body.contains(canFail) {
            let line = file.code[..<test.range.lowerBound].count { $0 == "\n" }
            found.append(file.complaint(line: line, "a test that expects nothing"))
        }
    }
    return found
}

/// From the next `func` on, what stands between its braces.
private func bracedBody(_ code: Substring) -> Substring {
    guard let start = code.firstMatch(of: /\bfunc\b[^{]*/)?.range.upperBound else { return "" }
    var depth = 0
    for index in code[start...].indices {
        if code[index] == "{" { depth += 1 }
        if code[index] == "}" {
            depth -= 1
            if depth == 0 { return code[start...index] }
        }
    }
    return code[start...]
}

@Suite("The house is tidy") struct TidyTests {
    @Test func filesAreShortAndFinishedAndAtHomeAnywhere() {
        #expect(Checkout.everything.count > 30)
        expectNone(Checkout.everything.flatMap(untidiness))
    }

    @Test func whatIsPublicIsExplained() {
        expectNone(Checkout.sources.filter(\.isSwift).flatMap(undocumented))
    }

    @Test func everyTestCanFail() {
        #expect(Checkout.tests.contains { $0.code.contains("@Test") })
        expectNone(Checkout.tests.filter(\.isSwift).flatMap(toothlessTests))
    }

    // The checks themselves.

    static let untidy: [(text: String, count: Int)] = [
        ("a\n", 0), ("a", 1), ("a\n\n", 1), ("// TO\("DO"): later\n", 1), ("a = \"TO\("DO")\"\n", 0),
        ("# FIX\("ME")\n", 1), ("x = \"/ho\("me")/me/x\"\n", 1),
        ("cd /ro\("ot")/x\n", 1), ("a/wo\("rk")/b\n", 0), ("// see pyp\("i").org\n", 1),
        (String(repeating: "a\n", count: 500), 0), (String(repeating: "a\n", count: 501), 1),
    ]

    @Test("What is untidy is seen", arguments: untidy.indices) func untidinessIsSeen(row: Int) {
        let file = HouseFile(path: "Sources/Law/A.swift", text: Self.untidy[row].text)
        #expect(untidiness(file).count == Self.untidy[row].count)
    }

    @Test(
        "A public declaration without a word is seen",
        arguments: [
            ("public struct A {}", 1), ("    public struct A {}", 0), ("public struct AError: Error {}", 0),
            ("/// It is.\npublic struct A {}", 0),
            ("/// It is.\n@frozen\npublic struct A {}", 0),
            ("public func go() {}", 1), ("    public func go() {}", 0), ("    public init() {}", 0),
            ("    public var a: Int", 0),
            ("    public static func < (a: A, b: A) -> Bool", 0), ("struct A {}", 0), ("// public struct A", 0),
            ("@MainActor public final class A {}", 1), ("// It is.\npublic enum A {}", 1),
        ])
    func silenceIsSeen(row: (text: String, count: Int)) {
        #expect(undocumented(HouseFile(path: "Sources/Law/A.swift", text: row.text)).count == row.count)
    }

    @Test(
        "A test without teeth is seen",
        arguments: [
            ("@Test func a() { #expect(true) }", 1), ("@Test func a() { #expect(b == b) }", 1),
            ("@Test func a() { _ = run() }", 1),
            ("@Test(\"x\", arguments: [1]) func a(b: Int) throws { try run(b) }", 1),
            ("@Test func a() { #expect(b == c) }", 0), ("@Test func a() throws { let x = try #require(y) }", 0),
            ("@Test func a() { expectSame(b) }", 0), ("@Test func a() { go() }\n@Test func b() { #expect(c) }", 1),
            ("@Test func a() { #expect(b || true) }", 1), ("func a() {}", 0),
        ])
    func toothlessnessIsSeen(row: (text: String, count: Int)) {
        #expect(toothlessTests(HouseFile(path: "Tests/LawTests/A.swift", text: row.text)).count == row.count)
    }
}
