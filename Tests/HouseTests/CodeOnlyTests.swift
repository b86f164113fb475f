import Testing

@Suite("What is code, and what is only said") struct CodeOnlyTests {
    static let rows: [(text: String, code: String)] = [
        ("let a = 1 // Float\nb", "let a = 1         \nb"),
        ("a /* x /* y */ z */ b", "a                   b"),
        ("a /* x\ny */ b", "a     \n     b"),
        (#"f("Float", 2)"#, #"f("     ", 2)"#),
        (#"f("a\"Float", 2)"#, #"f("        ", 2)"#),
        (#"f("// no", 2)"#, #"f("     ", 2)"#),
        (#"f("a\(g(x) + "y")b") // c"#, #"f("  (g(x) + " ") ")     "#),
        ("f(#\"a\"\\(b)\"#, c)", "f(#\"      \"#, c)"),
        ("f(\"\"\"\n  a \"b\" // c\n  \"\"\") + Float", "f(\"\"\"\n            \n  \"\"\") + Float"),
        ("#expect(a)", "#expect(a)"),
        ("\"open\nFloat", "\"    \nFloat"),
        ("a / b * c", "a / b * c"),
    ]

    @Test("Comments and strings are blanked out, line for line", arguments: rows.indices)
    func blanked(row: Int) { #expect(codeOnly(Self.rows[row].text) == Self.rows[row].code) }
}
