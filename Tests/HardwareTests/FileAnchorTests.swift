import Foundation
import RingStore
import Testing

@testable import Hardware

/// An anchor in a file.
@Suite struct FileAnchorTests {
    @Test("A new one is blank and for nobody else; the secret before stands nowhere in the file")
    func secrets() throws {
        try withPath { path in
            #expect(throws: FileFlashError(.missing, path: path)) { try FileAnchor(path: path) }
            try FileAnchor.create(path: path)
            #expect(throws: FileFlashError(.exists, path: path)) { try FileAnchor.create(path: path) }
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600 && status.st_size == 8192)
            #expect(throws: AnchorError.blank) { try secret(path) }
            for byte in 1...5 as ClosedRange<UInt8> {
                try replace(path, by: byte)
                #expect(try secret(path) == byte)
                let file = try [UInt8](Data(contentsOf: URL(filePath: path)))
                let before = [UInt8](repeating: byte - 1, count: 32)
                #expect(byte == 1 || !file.indices.contains { file[$0...].starts(with: before) })
            }
        }
    }

    @Test("Open elsewhere, readable by others, cut short: refused; a look changes nothing")
    func refusals() throws {
        try withPath { path in
            try FileAnchor.create(path: path)
            try replace(path, by: 7)
            do {
                let held = try FileAnchor(path: path)
                #expect(throws: FileFlashError(.busy, path: path)) { try FileAnchor(path: path) }
                #expect(throws: FileFlashError(.busy, path: path)) { try FileAnchor(path: path, readOnly: true) }
                _ = try FileAnchor(peekingAt: path)
                withExtendedLifetime(held) {}
            }
            // As a cut leaves it: mended by who may write, and only looked at by who may not.
            let torn = try FileHandle(forUpdating: URL(filePath: path))
            try torn.write(contentsOf: [0x00])
            try torn.close()
            let before = try Data(contentsOf: URL(filePath: path))
            let looking = SlottedAnchor(try FileAnchor(path: path, readOnly: true), readOnly: true)
            let room = LockedBytes(count: 32)
            try looking.read(into: room.bytes)
            #expect(room.readOnly[0] == 7)
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
            #expect(throws: AnchorError.medium(0)) { try looking.replace(by: room.readOnly) }
        }
        try withPath { path in
            try FileAnchor.create(path: path)
            #expect(chmod(path, 0o640) == 0)
            #expect(throws: FileFlashError(.open, path: path)) { try FileAnchor(path: path) }
            #expect(chmod(path, 0o600) == 0 && truncate(path, 8191) == 0)
            #expect(throws: FileFlashError(.tooSmall(neededBytes: 8192, actualBytes: 8191), path: path)) {
                try FileAnchor(path: path)
            }
        }
    }

    private func secret(_ path: String) throws -> UInt8 {
        let room = LockedBytes(count: 32)
        try SlottedAnchor(FileAnchor(path: path)).read(into: room.bytes)
        return room.readOnly[31]
    }

    private func replace(_ path: String, by byte: UInt8) throws {
        let room = LockedBytes(count: 32)
        room.bytes.initializeMemory(as: UInt8.self, repeating: byte)
        try SlottedAnchor(FileAnchor(path: path)).replace(by: room.readOnly)
    }

    private func withPath(_ body: (String) throws -> Void) throws {
        let path = "/tmp/menshen-anchor-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        defer { unlink(path) }
        try body(path)
    }
}
