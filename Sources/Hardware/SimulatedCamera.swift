import FaceCore
import Glibc
import PictureFiles
import Synchronization

/// A camera before which somebody holds a picture file, or nobody stands.
///
/// Each frame differs a little from the one before: shifted, brighter or darker, noisy, all from the seed. `look` may be
/// called from any thread and never waits; the other calls belong to the vision thread.
public final class SimulatedCamera: FrameSource {
    private let widthPixels: Int
    private let heightPixels: Int
    private let layout: Frame.Layout
    private let frameMilliseconds: Int
    private let wantedPath = Mutex<String?>(nil)
    private let starts = Atomic<Int>(0)
    private let stream: Mutex<Stream>

    private struct Stream: ~Copyable {
        var generator: SeededGenerator
        var isRunning = false
        var sequence: UInt64 = 0
        /// What stands before the camera, once a frame of it was asked for.
        var scene: PictureScene?
        var scenePath: String?
    }

    /// - Parameter frameMilliseconds: how long `next` takes at least, as a real camera's would; 0 in tests.
    /// - Precondition: the sides are as `Frame` asks for.
    public init(
        seed: UInt64, widthPixels: Int = 640, heightPixels: Int = 480, layout: Frame.Layout = .rgb24,
        frameMilliseconds: Int = 0
    ) {
        precondition((16...8192).contains(widthPixels) && (16...8192).contains(heightPixels))
        precondition(layout == .rgb24 || (widthPixels % 2 == 0 && heightPixels % 2 == 0))
        (self.widthPixels, self.heightPixels, self.layout) = (widthPixels, heightPixels, layout)
        self.frameMilliseconds = frameMilliseconds
        stream = Mutex(Stream(generator: SeededGenerator(seed: seed)))
    }

    /// What the camera sees from the next frame on.
    /// - Parameter path: a JPEG file; nil is an empty wall.
    public func look(at path: String?) { wantedPath.withLock { $0 = path } }

    /// How often it was started: an attempt that must not use the camera leaves this as it was.
    public var startCount: Int { starts.load(ordering: .sequentiallyConsistent) }

    public func start() throws(FrameSourceError) {
        stream.withLock { $0.isRunning = true }
        starts.add(1, ordering: .sequentiallyConsistent)
    }

    /// - Throws: `.gone` while stopped; `.unreadable` with one sentence while the file is not a picture that can be read.
    public func next() throws(FrameSourceError) -> Frame {
        if frameMilliseconds > 0 { usleep(UInt32(frameMilliseconds) * 1000) }
        let path = wantedPath.withLock { $0 }
        return try stream.withLock { stream throws(FrameSourceError) in
            guard stream.isRunning else { throw FrameSourceError(.gone) }
            try setScene(&stream, path)
            stream.sequence += 1
            return expose(&stream)
        }
    }

    public func stop() {
        stream.withLock { stream in
            stream.isRunning = false
            stream.scene = nil
        }
    }

    private func setScene(_ stream: inout Stream, _ path: String?) throws(FrameSourceError) {
        if stream.scene != nil, stream.scenePath == path { return }
        stream.scene = nil
        if let path {
            do throws(PictureError) {
                let picture = try DecodedPicture(jpegFile: path)
                stream.scene = PictureScene(picture, widthPixels: widthPixels, heightPixels: heightPixels)
            } catch {
                throw FrameSourceError(.unreadable("\(path): \(error)"))
            }
        } else {
            stream.scene = PictureScene(emptyWidthPixels: widthPixels, heightPixels: heightPixels)
        }
        stream.scenePath = path
    }

    private func expose(_ stream: inout Stream) -> Frame {
        Frame(widthPixels: widthPixels, heightPixels: heightPixels, layout: layout, sequence: stream.sequence) { bytes in
            switch layout {
            case .rgb24: stream.scene!.expose(into: bytes, using: &stream.generator)
            case .i420: stream.scene!.exposeI420(into: bytes, using: &stream.generator)
            }
        }
    }
}
