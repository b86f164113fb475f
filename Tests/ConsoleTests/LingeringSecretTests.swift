import Controller
import Synchronization
import Testing
import Timekeeping

@testable import Console
@testable import Controller

@Suite("What is typed as a secret, and what stays of it") struct LingeringSecretTests {
    private static let passphrase = "correct horse 门"

    private func isZero(_ editor: LineEditor) -> Bool {
        editor.scalars.withMemory { $0.allSatisfy { $0 == 0 } } == true
    }

    @Test(
        "a passphrase that was typed, taken, and dropped: its bytes are zero, in the line and where it was handed over")
    func passphrase() throws {
        var sitting = Sitting()
        sitting.reply = { _ in nil }
        sitting.type("login anna\r\(Self.passphrase)")
        #expect(!isZero(sitting.session.editor), "it is there while it is typed")
        sitting.type("\r")
        #expect(isZero(sitting.session.editor))
        let place = try #require(secretPlace(sitting.commands.last))
        let looks = Looks(at: place)
        sitting.commands = []
        #expect(looks.areZero == [true])
        looks.end()
        sitting.answer(.failed("no"))
        sitting.type("\u{1B}[A\u{1B}[A")
        #expect(!sitting.screen.contains("horse") && sitting.lines().last == "menshen> ")
    }

    /// Where the passphrase of a login stands, which it is.
    private func secretPlace(_ command: Command?) -> UInt? {
        guard case .login(_, let secret)? = command else { return nil }
        return secret.withBytes { bytes in
            Array(bytes) == Array(Self.passphrase.utf8) ? UInt(bitPattern: bytes.baseAddress) : nil
        }
    }

    @Test("rubbed out, left with Ctrl-C, a break, a line that is gone, too long: nothing stays in the line")
    func wiped() {
        let endings = ["\u{15}", "\u{3}", "\0", "\u{8}\u{8}\u{17}\u{17}", String(repeating: "x", count: 1_030) + "\r"]
        for ending in endings {
            var sitting = Sitting()
            sitting.type("login anna\rcorrect horse\(ending)")
            #expect(isZero(sitting.session.editor), "\(ending.debugDescription)")
        }
        var sitting = Sitting()
        sitting.type("login anna\rcorrect horse")
        sitting.session.hangUp()
        #expect(sitting.session.editor.heldBytes < 100)
    }

    @Test("typed ahead: no key stays in the queue that has been taken or dropped") func ahead() {
        var queue = KeyQueue()
        let letters = Array(repeating: Self.passphrase, count: 200).joined().unicodeScalars
        for letter in letters { _ = queue.put(.text(letter)) }
        #expect(queue.heldBytes > 0)
        for letter in letters { #expect(queue.take() == .text(letter)) }
        #expect(queue.keys.withMemory { $0.allSatisfy { $0 == 0 } } == true)
        _ = queue.put(.text("x"))
        queue.clear()
        #expect(queue.keys.withMemory { $0.allSatisfy { $0 == 0 } } == true)
    }

    @Test("where the system has no locked memory, ordinary memory does, zero at first, and it is told")
    func noLockedMemory() {
        var memory: SecretMemory? = SecretMemory(byteCount: 4_096)
        #expect(SecretMemory.allIsApart)
        memory = SecretMemory(byteCount: 4_096) { _ in nil }
        #expect(!SecretMemory.allIsApart)
        #expect(memory!.bytes.count == 4_096 && memory!.bytes.allSatisfy { $0 == 0 })
        memory!.bytes.copyBytes(from: Array("a passphrase".utf8))
        memory = nil
    }

    @Test("a copy of a row that is changed leaves the other as it is; what is taken out is zero") func cells() {
        var row = SecretCells<Unicode.Scalar>(capacity: 8)
        row.append("a")
        let place = row.withMemory { $0.baseAddress }
        for scalar in "bcdef".unicodeScalars { row.append(scalar) }
        #expect(row.withMemory { $0.baseAddress } == place, "it moves while it grows")
        var copy = row
        copy.removeSubrange(1..<5)
        copy.insert("x", at: 1)
        row.forget(0)
        #expect(Array(copy) == ["a", "x", "f"] && Array(row.dropFirst()) == Array("bcdef".unicodeScalars))
        #expect(copy.withMemory { $0.dropFirst(12).allSatisfy { $0 == 0 } } == true)
        #expect(row.withMemory { $0.prefix(4).allSatisfy { $0 == 0 } } == true)
    }
}

/// What stands at a place in memory each time before it is given back.
private final class Looks: Sendable {
    private let zeros = Mutex<[Bool]>([])
    var areZero: [Bool] { zeros.withLock { $0 } }

    init(at place: UInt) {
        SecretText.lastLook.withLock { look in
            look = { [weak self] bytes in
                guard UInt(bitPattern: bytes.baseAddress) == place else { return }
                let isZero = bytes.allSatisfy { $0 == 0 }
                // Whoever has the place next is somebody else.
                self?.zeros.withLock { if $0.isEmpty { $0.append(isZero) } }
            }
        }
    }

    func end() { SecretText.lastLook.withLock { $0 = nil } }
}
