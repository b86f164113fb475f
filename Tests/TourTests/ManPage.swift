import Arguments

@testable import menshen

/// How the manual writes a command line, and how the program's table does: the same words for the same thing.
extension ManPageTests {
    /// `run`, `run --board FILE`, …
    static func synopses(of command: Command) -> [String] {
        let path = command.path.joined(separator: " ")
        return [path]
            + command.options.map { option in
                switch option.value {
                case .flag: "\(path) --\(option.name)"
                case .text(let placeholder), .integer(let placeholder, _): "\(path) --\(option.name) \(placeholder)"
                case .choice(let words): "\(path) --\(option.name) \(words.joined(separator: "|"))"
                }
            }
    }

    static func synopses(of page: String) -> Set<String> {
        var found: Set<String> = []
        eachLine(of: page) { command, option, _ in found.insert(option.map { "\(command) --\($0)" } ?? command) }
        return found
    }

    /// The lines that explain one option.
    static func words(on name: String, of command: String, in page: String) -> [String] {
        var found: [String] = []
        eachLine(of: page) { its, option, line in
            if its == command, option?.split(separator: " ").first == name[...], !line.hasPrefix(".") {
                found.append(line)
            }
        }
        return found
    }

    /// Every line of the COMMANDS, with the command (`.Ss run`) and the option (`.It Fl -board Ar FILE`) it stands under.
    private static func eachLine(
        of page: String, _ body: (_ command: String, _ option: String?, _ line: String) -> Void
    ) {
        var command: String?, option: String?
        var isInside = false
        for line in page.split(separator: "\n").map(String.init) {
            if line.hasPrefix(".Sh ") { (isInside, command) = (line == ".Sh COMMANDS", nil) }
            if isInside, line.hasPrefix(".Ss ") { (command, option) = (String(line.dropFirst(4)), nil) }
            if line.hasPrefix(".It Fl -") {
                option = line.replacing(".It Fl -", with: "").replacing(" Ar ", with: " ").replacing(" Cm ", with: " ")
                    .replacing(" | ", with: "|")
            }
            if line == ".El" { option = nil }
            if let command { body(command, option, line) }
        }
    }
}
