import Foundation
import Testing

@testable import PictureFiles

private func decode(_ file: [UInt8]) throws(PictureError) -> (width: Int, height: Int, bytes: [UInt8]) {
    let picture = try DecodedPicture(jpeg: file)
    return (picture.widthPixels, picture.heightPixels, picture.withBytes { Array($0) })
}

private func complaint(_ file: [UInt8]) -> PictureError.Code? {
    do throws(PictureError) {
        _ = try decode(file)
        return nil
    } catch {
        return error.code
    }
}

@Suite struct DecodedPictureTests {
    @Test func coloursComeOutAsRedGreenBlueTopDown() throws {
        let picture = try decode(TinyJPEGs.colour)
        #expect(picture.width == 24 && picture.height == 16)
        for y in 0..<16 {
            for x in 0..<24 {
                let pixel = picture.bytes[3 * (24 * y + x)..<3 * (24 * y + x) + 3].map { Int($0) }
                let expected = [8 * x + 40, 10 * y + 30, 90]
                #expect(
                    zip(pixel, expected).allSatisfy { abs($0 - $1) <= 6 }, "(\(x), \(y)) is \(pixel), not \(expected)")
            }
        }
    }

    @Test func greyComesOutAsThreeEqualBytes() throws {
        let picture = try decode(TinyJPEGs.grey)
        for at in 0..<24 * 16 {
            let pixel = picture.bytes[3 * at..<3 * at + 3]
            #expect(Set(pixel).count == 1 && abs(Int(pixel.first!) - (8 * (at % 24) + at / 24)) <= 3)
        }
    }

    @Test func everyTruncationIsAnError() {
        for file in [TinyJPEGs.colour, TinyJPEGs.grey] {
            // Without the end marker's last byte the picture is whole; it is refused all the same.
            for count in 0..<file.count {
                #expect(complaint(Array(file.prefix(count))) != nil, "cut to \(count) of \(file.count) bytes")
            }
        }
        #expect(complaint(Array(TinyJPEGs.colour.dropLast(40))) == .truncated)
    }

    @Test func damageNeverCrashes() {
        var generator = SeededGenerator(seed: 7)
        var refused = 0
        for round in 0..<4000 {
            var file = round % 2 == 0 ? TinyJPEGs.colour : TinyJPEGs.grey
            for _ in 0...Int.random(in: 0...3, using: &generator) {
                file[Int.random(in: 0..<file.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if complaint(file) != nil { refused += 1 }
        }
        // Most damage is noticed; some only changes a colour or a comment.
        #expect(refused > 1000)
    }

    @Test(arguments: [
        ([], PictureError.Code.notJPEG), ([0xFF], .notJPEG), (Array("GIF89a and more of it".utf8), .notJPEG),
        (Array("\u{89}PNG\r\n".utf8), .notJPEG), ([0xFF, 0xD8], .truncated), (TinyJPEGs.cmyk, .unsupportedColours),
        (TinyJPEGs.tiny, .sizeOutOfRange(widthPixels: 8, heightPixels: 8)),
        (
            TinyJPEGs.resized(TinyJPEGs.colour, widthPixels: 65000, heightPixels: 65000),
            .sizeOutOfRange(widthPixels: 65000, heightPixels: 65000)
        ),
        (
            TinyJPEGs.resized(TinyJPEGs.colour, widthPixels: 8193, heightPixels: 8192),
            .sizeOutOfRange(widthPixels: 8193, heightPixels: 8192)
        ),
        (
            TinyJPEGs.resized(TinyJPEGs.colour, widthPixels: 24, heightPixels: 15),
            .sizeOutOfRange(widthPixels: 24, heightPixels: 15)
        ),
    ])
    func refusals(_ file: [UInt8], _ code: PictureError.Code) { #expect(complaint(file) == code) }

    @Test func aHeaderThatPromisesMorePixelsThanFollowIsTruncated() {
        #expect(complaint(TinyJPEGs.resized(TinyJPEGs.colour, widthPixels: 640, heightPixels: 480)) != nil)
    }

    @Test func aPictureOfAThousandPassesIsRefused() throws {
        let fair = try decode(TinyJPEGs.progressive(widthPixels: 32, heightPixels: 24, scanCount: 64))
        #expect(fair.bytes.allSatisfy { $0 == 128 })
        guard case .damaged = complaint(TinyJPEGs.progressive(widthPixels: 32, heightPixels: 24, scanCount: 190)) else {
            Issue.record("190 passes were decoded")
            return
        }
    }

    @Test func filesThatCannotBeRead() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("menshen-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let empty = directory.appendingPathComponent("empty.jpg")
        let whole = directory.appendingPathComponent("whole.jpg")
        try Data().write(to: empty)
        try Data(TinyJPEGs.colour).write(to: whole)
        func complaint(_ url: URL) -> PictureError.Code? {
            do throws(PictureError) {
                _ = try DecodedPicture(jpegFile: url.path)
                return nil
            } catch { return error.code }
        }
        #expect(complaint(whole) == nil)
        #expect(complaint(empty) == .notJPEG)
        #expect(complaint(directory) == .unreadable(errno: EISDIR))
        // Nobody writes into it: whoever waited for that would wait for ever.
        let pipe = directory.appendingPathComponent("pipe.jpg")
        #expect(mkfifo(pipe.path, 0o600) == 0)
        #expect(complaint(pipe) == .unreadable(errno: EINVAL))
        #expect(complaint(directory.appendingPathComponent("none.jpg")) == .unreadable(errno: ENOENT))
    }
}
