import Controller
import Foundation
import Glibc
import Testing

@testable import menshen

@Suite("What a start leaves for the next one") struct StartFilesTests {
    private static func inDirectory(_ body: (String) throws -> Void) throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        try body(firmware.directory.path)
    }

    @Test(
        "a write that is cut at any step leaves the old file or the new one, and the next write works",
        arguments: SmallFile.Step.allCases)
    func cut(step: SmallFile.Step) throws {
        try Self.inDirectory { directory in
            let path = "\(directory)/small"
            try SmallFile(path).write([1, 2, 3])
            let cut = SmallFile(path) { (done) throws(Refusal) in
                if done == step { throw Refusal("the power is cut") }
            }
            #expect(throws: Refusal.self) { try cut.write([4, 5, 6, 7]) }
            #expect(SmallFile(path).read() == (step == .renamed ? [4, 5, 6, 7] : [1, 2, 3]))
            try SmallFile(path).write([8])
            #expect(SmallFile(path).read() == [8])
            SmallFile(path).remove()
            #expect(SmallFile(path).read() == nil)
        }
    }

    @Test("the count of starts: what was torn at any place counts as none, and is written anew") func count() throws {
        try Self.inDirectory { directory in
            let count = StartCount(directory)
            #expect(count.read() == 0)
            for number in [1, 2, 3, 10, 99, 0] {
                try count.write(number)
                #expect(count.read() == number)
            }
            try count.write(100)
            #expect(count.read() == 99, "more than enough")
            let whole = StartCount.encode(12)
            for length in whole.indices {
                try Data(whole.prefix(length)).write(to: URL(filePath: "\(directory)/unfinished-starts"))
                #expect(count.read() == 0, "the first \(length) bytes")
            }
            try Data(whole + whole).write(to: URL(filePath: "\(directory)/unfinished-starts"))
            #expect(count.read() == 0)
            try count.write(2)
            #expect(count.read() == 2)
            #expect(StartCount("\(directory)/nowhere").read() == 0)
            #expect(throws: Refusal.self) { try StartCount("\(directory)/nowhere").write(1) }
        }
    }

    @Test("the last good settings: whole, or none; any cut and any flipped bit is seen") func lastGood() throws {
        let good = LastGood(board: Array("[board]\n".utf8), site: Array("[door]\nstrike = \"门\"\n".utf8))
        #expect(LastGood(good.bytes) == good)
        #expect(LastGood(LastGood(board: [], site: []).bytes) == LastGood(board: [], site: []))
        for length in good.bytes.indices { #expect(LastGood(Array(good.bytes.prefix(length))) == nil) }
        for index in good.bytes.indices {
            for bit in 0..<8 {
                var bytes = good.bytes
                bytes[index] ^= 1 << bit
                #expect(LastGood(bytes) == nil, "bit \(bit) of byte \(index)")
            }
        }
        #expect(LastGood(good.bytes + [0]) == nil)
        try Self.inDirectory { directory in
            #expect(LastGood.read(directory) == nil)
            try good.keep(in: directory)
            #expect(LastGood.read(directory) == good)
            var before = stat(), after = stat()
            stat("\(directory)/last-good-settings", &before)
            try good.keep(in: directory)
            stat("\(directory)/last-good-settings", &after)
            #expect(before.st_ino == after.st_ino, "what is the same is not written again")
        }
    }

    @Test("a crash note: whole or none, in words") func note() {
        func note(_ signal: Int32, code: Int32, sender: Int32) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: CrashNote.byteCount)
            bytes.withUnsafeMutableBytes {
                $0.storeBytes(of: CrashNote.magic, as: UInt64.self)
                $0.storeBytes(of: signal, toByteOffset: 8, as: Int32.self)
                $0.storeBytes(of: code, toByteOffset: 12, as: Int32.self)
                $0.storeBytes(of: sender, toByteOffset: 16, as: Int32.self)
                $0.storeBytes(of: 0x1A2B, toByteOffset: 24, as: UInt64.self)
                $0.storeBytes(of: 12_345, toByteOffset: 32, as: Int64.self)
                $0.storeBytes(of: ~CrashNote.magic, toByteOffset: 40, as: UInt64.self)
            }
            return bytes
        }
        let wanted: [(Int32, Int32, Int32, String)] = [
            (SIGILL, 2, 0, "a trap (SIGILL) at menshen+0x1a2b, 12 s after its start"),
            (SIGTRAP, 1, 0, "a trap (SIGTRAP) at menshen+0x1a2b, 12 s after its start"),
            (SIGSEGV, 1, 0, "a wild access (SIGSEGV) at menshen+0x1a2b, 12 s after its start"),
            (SIGABRT, -6, 0, "an abort (SIGABRT) at menshen+0x1a2b, 12 s after its start"),
            (SIGABRT, 0, 1, "SIGABRT from process 1, as a watchdog sends it, 12 s after its start"),
            (SIGBUS, 0, 77, "SIGBUS from process 77, 12 s after its start"),
        ]
        for (signal, code, sender, words) in wanted {
            #expect(CrashNote(note(signal, code: code, sender: sender))?.words == words)
        }
        let whole = note(SIGILL, code: 1, sender: 0)
        for length in whole.indices { #expect(CrashNote(Array(whole.prefix(length))) == nil) }
        #expect(CrashNote([UInt8](repeating: 0, count: CrashNote.byteCount)) == nil)
    }
}

@Suite("With which settings a start goes on") struct StartChoiceTests {
    private let board = try! SettingsFile("b.toml", text: Array(Data(contentsOf: URL(filePath: Firmware.board))))
    private let site = try! SettingsFile(
        "s.toml", text: Array(Data(contentsOf: URL(filePath: Firmware.site("office")))))
    private let broken = SettingsFile(
        "s.toml", text: Array("[door]\nfailure = \"fail-secure\"\ncontact = maybe\n".utf8))

    private func inDirectory(_ body: (String) throws -> Void) throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        try body(firmware.directory.path)
    }

    private func choose(
        _ board: SettingsFile, _ site: SettingsFile, _ directory: String?, mayFallBack: Bool = true
    ) throws -> StartChoice {
        try StartChoice(board: board, site: site, stateDirectory: directory, mayFallBack: mayFallBack)
    }

    @Test("good files, last good ones, built-in ones, and none") func choices() throws {
        try inDirectory { directory in
            #expect(try choose(board, site, directory).mode == .normal)
            let bare = try choose(board, broken, directory)
            guard case .safe(.badSettings(let findings)) = bare.mode else { Issue.record("\(bare.mode)"); return }
            #expect(findings.contains { $0.hasPrefix("s.toml:3:") })
            #expect(bare.settings.site.door.failure == .failSecure, "what the lock is stands in what can be read")
            #expect(bare.settings.site.declaration.purpose == nil)

            try LastGood(board: board.text, site: site.text).keep(in: directory)
            let last = try choose(board, broken, directory)
            guard case .lastGood = last.mode else { Issue.record("\(last.mode)"); return }
            #expect(last.settings.siteSheet.text == site.text)
            #expect(last.complaints.last == "the settings of the last good start are used")
            // A broken board: its last good text beside the site of today.
            let changed = SettingsFile("s.toml", text: site.text + Array("\n# changed\n".utf8))
            let boards = try choose(SettingsFile("b.toml", text: [0x5B]), changed, directory)
            #expect(boards.settings.siteSheet.text == changed.text && boards.settings.boardText == board.text)

            #expect(throws: Refusal.self) { try choose(board, broken, directory, mayFallBack: false) }
        }
        try inDirectory { directory in
            #expect(throws: Refusal.self) { try choose(SettingsFile("b.toml", text: [0x5B]), site, directory) }
            #expect(throws: Refusal.self) { try choose(SettingsFile("b.toml", text: [0x5B]), site, nil) }
        }
    }

    @Test("another lock was fitted, and a slip made in the same file: the last good settings are of the old lock")
    func otherLock() throws {
        try inDirectory { directory in
            try LastGood(board: board.text, site: site.text).keep(in: directory)
            let text = "[door]\nfailure = \"fail-safe\"\ncontact = maybe\n"
            let choice = try choose(board, SettingsFile("s.toml", text: Array(text.utf8)), directory)
            #expect(choice.mode.isSafe)
            #expect(choice.settings.site.door.failure == .failSafe)
        }
    }

    @Test("a file of which nothing can be read: safe mode knows the lock from the last good one") func olderLock()
        throws
    {
        try inDirectory { directory in
            try LastGood(board: board.text, site: site.text).keep(in: directory)
            try StartCount(directory).write(3)
            let choice = try choose(board, SettingsFile("s.toml", text: [0xFF, 0xFE]), directory)
            #expect(choice.mode.isSafe)
            #expect(choice.settings.site.door.failure == .failSecure)
        }
    }

    @Test("three starts that failed lead to safe mode, two do not, whatever the files say") func count() throws {
        try inDirectory { directory in
            try LastGood(board: board.text, site: site.text).keep(in: directory)
            for number in 0...4 {
                try StartCount(directory).write(number)
                for file in [site, broken] {
                    let mode = try choose(board, file, directory).mode
                    #expect((mode == .safe(.unfinishedStarts(number))) == (number >= 3), "\(number)")
                    #expect(mode.isSafe == (number >= 3))
                }
                #expect(try choose(board, site, directory, mayFallBack: false).mode == .normal, "a tour does not count")
            }
        }
    }

    @Test("a start counts until it lasts or ends in order, and before its files are read") func record() throws {
        try inDirectory { directory in
            func start() -> StartRecord { StartRecord(directory: directory) { _ in } }
            func count() -> Int { StartCount(directory).read() }
            #expect(start().earlier == 0)
            #expect(count() == 1)
            start().refused()
            #expect(count() == 1, "a refusal says why, and is no failed start")
            let lasting = start()
            #expect(count() == 2 && lasting.earlier == 1)
            lasting.began(try choose(board, site, directory))
            lasting.lasted(in: .normal)
            lasting.ended()
            #expect(count() == 0)
            #expect(LastGood.read(directory)?.site == site.text)
        }
    }

    @Test("safe mode that lasts: after bad settings nothing is left to count, after failed starts the next is safe too")
    func lasting() throws {
        try inDirectory { directory in
            for (mode, earlier, left) in [
                (StartMode.safe(.badSettings(findings: ["x"])), 2, 0), (.lastGood(findings: ["x"]), 2, 0),
                (.safe(.unfinishedStarts(5)), 5, 3), (.safe(.unfinishedStarts(3)), 3, 3), (.normal, 2, 0),
            ] {
                try StartCount(directory).write(earlier)
                let start = StartRecord(directory: directory) { _ in }
                start.lasted(in: mode)
                start.wait()
                #expect(StartCount(directory).read() == left, "\(mode)")
            }
            let safe = StartRecord(directory: directory) { _ in }
            safe.leaveSafeMode()
            #expect(StartCount(directory).read() == 0)
        }
    }

    @Test("safe mode that fails as often as the starts before it looks at no file any more") func unread() throws {
        try inDirectory { directory in
            try LastGood(board: board.text, site: site.text).keep(in: directory)
            let openFile = SettingsFile("s.toml", text: Array("[door]\nfailure = \"fail-safe\"\n".utf8))
            let other = SettingsFile("b.toml", text: board.text + Array("# other\n".utf8))
            for count in 3...8 {
                let choice = try StartChoice(
                    board: other, site: openFile, stateDirectory: directory, earlierStarts: count, mayFallBack: true)
                #expect(choice.mode == .safe(.unfinishedStarts(count)))
                let isRead = count < 6
                #expect(choice.settings.boardText == (isRead ? other : board).text)
                #expect(choice.settings.site.door.failure == (isRead ? .failSafe : .failSecure))
                #expect(choice.settings.written?.text == openFile.text)
            }
        }
        try inDirectory { directory in
            let choice = try StartChoice(
                board: board, site: site, stateDirectory: directory, earlierStarts: 9, mayFallBack: true)
            #expect(
                choice.mode.isSafe && choice.settings.boardText == board.text, "there is nothing else to start with")
        }
    }

    @Test("a broken board that still names its state directory brings the last good one, told where or not")
    func brokenBoard() throws {
        try inDirectory { directory in
            try LastGood(board: board.text, site: site.text).keep(in: directory)
            let text = "[board]\nkind = bench\n[state]\ndirectory = \"\(directory)\"\n"
            let choice = try choose(SettingsFile("b.toml", text: Array(text.utf8)), site, nil)
            guard case .lastGood(let findings) = choice.mode else { Issue.record("\(choice.mode)"); return }
            #expect(findings.contains { $0.hasPrefix("b.toml:2:") })
            #expect(choice.settings.boardText == board.text)
        }
    }

    @Test("what stands in the site's file goes along where the terminal does not run by it") func written() throws {
        try inDirectory { directory in
            #expect(try choose(board, site, directory).settings.written == nil)
            let bare = try choose(board, broken, directory).settings.written
            #expect(bare?.text == broken.text && bare?.sheet == nil)
            try LastGood(board: board.text, site: site.text).keep(in: directory)
            let last = try choose(board, broken, directory).settings
            #expect(last.written?.text == broken.text && last.written?.sheet == nil)
            try StartCount(directory).write(3)
            #expect(try choose(board, site, directory).settings.written?.sheet?.text == site.text)
            #expect(try choose(board, broken, directory).settings.written?.sheet == nil)
        }
    }
}
