import FaceCore
import Foundation
import Testing

@testable import Hardware

@Suite struct SimulatedCameraTests {
    @Test func aStoppedCameraGivesNothing() throws {
        let camera = SimulatedCamera(seed: 1, widthPixels: 32, heightPixels: 32)
        #expect(throws: FrameSourceError(.gone)) { _ = try camera.next() }
        try camera.start()
        _ = try camera.next()
        camera.stop()
        camera.stop()
        #expect(throws: FrameSourceError(.gone)) { _ = try camera.next() }
    }

    @Test("it offers what its frames are, whether it runs or not, and at the pace it keeps", arguments: [0, 40])
    func offer(frameMilliseconds: Int) throws {
        let camera = SimulatedCamera(
            seed: 1, widthPixels: 64, heightPixels: 48, layout: .i420, frameMilliseconds: frameMilliseconds)
        let offer = try #require(camera.offer)
        #expect(offer.formats == [try #require(offer.inUse)])
        #expect(offer.inUse?.framesPerThousandSeconds == (frameMilliseconds == 0 ? nil : 25_000))
        try camera.start()
        let frame = try camera.next()
        #expect(offer.inUse?.pixels == PixelFormat(frame.layout) && offer.inUse?.pixels.description == "YU12")
        #expect(offer.inUse?.widthPixels == frame.widthPixels && offer.inUse?.heightPixels == frame.heightPixels)
        camera.stop()
        #expect(camera.offer == offer)
    }

    @Test func startsAreCounted() throws {
        let camera = SimulatedCamera(seed: 1, widthPixels: 32, heightPixels: 32)
        #expect(camera.startCount == 0)
        for _ in 0..<3 {
            try camera.start()
            camera.stop()
        }
        #expect(camera.startCount == 3)
    }

    @Test(arguments: [Frame.Layout.rgb24, .i420])
    func framesHaveTheAskedShapeAndCountUpAcrossStarts(_ layout: Frame.Layout) throws {
        let camera = SimulatedCamera(seed: 1, widthPixels: 48, heightPixels: 32, layout: layout)
        var last: UInt64 = 0
        for _ in 0..<3 {
            try camera.start()
            for _ in 0..<2 {
                let frame = try camera.next()
                #expect(frame.widthPixels == 48 && frame.heightPixels == 32 && frame.layout == layout)
                #expect(frame.sequence > last)
                last = frame.sequence
            }
            camera.stop()
        }
    }

    @Test func aFileThatIsNoPictureIsNamedAndTheCameraGoesOnAfterwards() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("menshen-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appendingPathComponent("notes.jpg").path
        try Data("not a picture".utf8).write(to: URL(fileURLWithPath: path))
        let camera = SimulatedCamera(seed: 1, widthPixels: 32, heightPixels: 32)
        try camera.start()
        camera.look(at: [path])
        #expect(throws: FrameSourceError(.unreadable("\(path): not a JPEG picture"))) { _ = try camera.next() }
        #expect(throws: FrameSourceError(.unreadable("\(path): not a JPEG picture"))) { _ = try camera.next() }
        camera.look(at: ["\(path).none"])
        #expect(throws: FrameSourceError(.unreadable("\(path).none: cannot be read (errno 2)"))) {
            _ = try camera.next()
        }
        camera.look(at: [])
        _ = try camera.next()
    }

    @Test func anotherThreadMayTurnTheCameraMeanwhile() async throws {
        let camera = SimulatedCamera(seed: 1, widthPixels: 32, heightPixels: 32)
        try camera.start()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for index in 0..<200 { camera.look(at: index % 2 == 0 ? [] : ["/nowhere.jpg"]) } }
            group.addTask { for _ in 0..<200 { _ = try? camera.next() } }
        }
        camera.look(at: [])
        #expect(try camera.next().sequence > 0)
    }
}
