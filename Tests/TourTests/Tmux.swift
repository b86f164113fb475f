import Foundation
import Testing

@testable import Console

/// A terminal of 80 columns and 24 rows that nobody looks at, with a program in it.
final class Tmux {
    /// Says so loudly when it is not.
    static let isThere: Bool = {
        let isThere = find("tmux")
        if !isThere { print("SKIPPED: no tmux on this machine; apt-get install tmux picocom tio screen") }
        return isThere
    }()

    static func find(_ name: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }

    /// How long something may take to appear on a machine that has much else to do.
    private static let longestSeconds = 60.0
    private static let ended = "the program has ended"

    private let socket: String

    init(in directory: URL, running command: String) throws {
        socket = directory.appending(path: "tmux").path
        let settings = directory.appending(path: "tmux.conf")
        try Data("set -g status off\nset -g default-terminal screen\n".utf8).write(to: settings)
        // When nobody ends it any more, it ends by itself: KILL, for whatever runs here has most signals blocked, as the threads
        // of a test do.
        try begin([
            "-f", settings.path, "new-session", "-d", "-x", "80", "-y", "24", "timeout", "--foreground", "-s",
            "KILL", "600", "sh",
            "-c", "\(command); echo \(Self.ended); read key",
        ])
    }

    /// The server goes with its last session; told by a signal, which is blocked here, it would stay.
    func end() { _ = try? tell(["kill-session"]) }

    /// Keys by their names, or text.
    func type(_ keys: String...) throws { try type(keys) }
    func type(_ keys: [String]) throws { for key in keys { _ = try tell(["send-keys", key]) } }

    /// The screen as soon as it is so; what it is like when that takes too long is an issue.
    /// - Parameter prodding: a key that is pressed again each second until then.
    @discardableResult
    func see(prodding: String? = nil, _ isSo: ([String]) -> Bool) throws -> [String] {
        let begin = Date()
        var prods = 0.0
        while case let seconds = Date().timeIntervalSince(begin), seconds < Self.longestSeconds {
            if let prodding, seconds >= prods {
                try type(prodding)
                prods = seconds + 1
            }
            let rows = try rows()
            if isSo(rows) {
                #expect(rows.allSatisfy { DisplayWidth.columns(of: $0.unicodeScalars) <= 80 }, "a row was wrapped")
                return rows
            }
            usleep(50_000)
        }
        let rows = try rows()
        Issue.record("the screen is:\n\(rows.joined(separator: "\n"))")
        return rows
    }

    func seeEnd() throws { try see { $0.last?.hasSuffix(Self.ended) == true } }

    /// The rows up to the last one with something in it, without spaces at their ends; a row that was wrapped is one.
    private func rows() throws -> [String] {
        var rows = try tell(["capture-pane", "-p", "-J"]).split(separator: "\n", omittingEmptySubsequences: false)
            .map { row in String(row.reversed().drop { $0 == " " }.reversed()) }
        while rows.last == "" { rows.removeLast() }
        return rows
    }

    private func begin(_ words: [String]) throws {
        // The server begins here, and would hold a pipe of ours open.
        let process = prepared(words)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    private func tell(_ words: [String]) throws -> String {
        let process = prepared(words), output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text
    }

    private func prepared(_ words: [String]) -> Process {
        let process = Process()
        // Nor what other tests have open at this moment.
        let closing = "for f in /proc/$$/fd/*; do n=${f##*/}; ((n > 2)) && eval \"exec $n>&-\"; done; exec tmux \"$@\""
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", closing, "tmux", "-u", "-S", socket] + words
        process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8", "TERM": "xterm"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return process
    }
}
