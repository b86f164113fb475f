import Foundation
import PseudoTerminal
import Testing

/// A terminal of 80 columns and 24 rows, with a program in it.
final class Tmux {
    struct Program: CustomStringConvertible, Sendable {
        let name: String
        let command: @Sendable (String) -> String
        /// The keys that end it.
        let leaving: [String]
        var description: String { name }
    }

    /// No terminal program, but both directions of one.
    static let plain = Program(
        name: "cat", command: { "stty raw -echo; cat \($0) & cat > \($0)" }, leaving: [])
    static let programs: [Program] = [
        Program(name: "picocom", command: { "picocom -q -b 115200 \($0)" }, leaving: ["C-a", "C-x"]),
        Program(name: "tio", command: { "tio \($0)" }, leaving: ["C-t", "q"]),
        Program(name: "screen", command: { "screen -c /dev/null \($0) 115200" }, leaving: ["C-a", "\\", "y"]),
    ].filter { find($0.name) }

    /// Says so loudly when it is not.
    static let isThere: Bool = {
        let isThere = find("tmux")
        if !isThere { print("SKIPPED: there is no tmux; apt-get install tmux picocom tio screen") }
        return isThere
    }()

    private static func find(_ name: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }

    private let socket: String

    init(in directory: URL, running command: String) throws {
        socket = directory.appending(path: "tmux").path
        let settings = directory.appending(path: "tmux.conf")
        try Data("set -g status off\nset -g default-terminal screen\n".utf8).write(to: settings)
        _ = try tell([
            "-f", settings.path, "new-session", "-d", "-x", "80", "-y", "24",
            "sh -c '\(command); echo the program has ended; sleep 60'",
        ])
    }

    func end() { _ = try? tell(["kill-server"]) }

    /// Keys by their names, or text.
    func type(_ keys: String...) throws { try type(keys) }
    func type(_ keys: [String]) throws { for key in keys { _ = try tell(["send-keys", key]) } }

    /// The rows up to the last one with something in it, without spaces at their ends; a row that was wrapped is one.
    func rows() throws -> [String] {
        var rows = try tell(["capture-pane", "-p", "-J"]).split(separator: "\n", omittingEmptySubsequences: false)
            .map { row in String(row.reversed().drop { $0 == " " }.reversed()) }
        while rows.last == "" { rows.removeLast() }
        return rows
    }

    /// The screen as soon as it is so; what it is like after 20 seconds is an issue.
    func see(_ isSo: ([String]) -> Bool) throws -> [String] {
        for _ in 0..<200 {
            let rows = try rows()
            if isSo(rows) {
                #expect(rows.allSatisfy { $0.count <= 80 }, "a row was wrapped")
                return rows
            }
            usleep(100_000)
        }
        let rows = try rows()
        Issue.record("the screen is:\n\(rows.joined(separator: "\n"))")
        return rows
    }

    private func tell(_ words: [String]) throws -> String {
        let process = Process(), output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["tmux", "-u", "-S", socket] + words
        process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8", "TERM": "xterm"]) { $1 }
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text
    }
}

/// Two pseudo-terminals, and what comes out of one goes into the other.
final class Cable: @unchecked Sendable {
    // The ends are touched by the pump alone while it runs.
    private let first = PseudoTerminal(), second = PseudoTerminal()
    private let isPulled = NSLock()
    private var pump: Thread?
    private let hasEnded = DispatchSemaphore(value: 0)

    var firmwareEnd: String { first.path }
    var programEnd: String { second.path }

    init() {
        isPulled.lock()
        let pump = Thread { [self] in
            while !isPulled.try() {
                carry(first, to: second)
                carry(second, to: first)
            }
            isPulled.unlock()
            hasEnded.signal()
        }
        self.pump = pump
        pump.start()
    }

    func pull() {
        isPulled.unlock()
        hasEnded.wait()
    }

    private func carry(_ from: PseudoTerminal, to: PseudoTerminal) {
        var bytes = Array(from.receive(withinMilliseconds: 20).utf8)[...]
        while !bytes.isEmpty { bytes = bytes.dropFirst(to.type(bytes)) }
    }
}
