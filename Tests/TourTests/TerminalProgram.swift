/// A program with which a maintainer sits at a serial line.
struct TerminalProgram: CustomStringConvertible, Sendable {
    let name: String
    /// In a shell, at the line's device.
    let command: @Sendable (String) -> String
    /// The keys that end it.
    let leaving: [String]
    var description: String { name }

    private static let all = [
        TerminalProgram(name: "picocom", command: { "picocom -q -b 115200 \($0)" }, leaving: ["C-a", "C-x"]),
        TerminalProgram(name: "tio", command: { "tio \($0)" }, leaving: ["C-t", "q"]),
        TerminalProgram(name: "screen", command: { "screen -c /dev/null \($0) 115200" }, leaving: ["C-a", "\\", "y"]),
    ]

    /// Those on this machine; the others are named, loudly.
    static let thatAreThere: [TerminalProgram] = all.filter { program in
        let isThere = Tmux.find(program.name)
        if !isThere { print("SKIPPED: no \(program.name) on this machine; apt-get install \(program.name)") }
        return isThere
    }

    /// None of them, but both directions of one.
    static let plain = TerminalProgram(
        name: "cat", command: { "stty raw -echo; cat \($0) & cat > \($0)" }, leaving: [])
}
