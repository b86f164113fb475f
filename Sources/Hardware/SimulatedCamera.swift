import FaceCore
import Glibc
import PictureFiles
import Synchronization

/// A camera before which somebody holds a picture file, or nobody stands.
///
/// Each frame differs a little from the one before: shifted, brighter or darker, noisy, all from the seed. `look` and
/// `offer` may be called from any thread and never wait; the other calls belong to the vision thread.
public final class SimulatedCamera: FrameSource {
    private let widthPixels: Int
    private let heightPixels: Int
    private let layout: Frame.Layout
    private let frameMilliseconds: Int
    private let wantedPaths = Mutex<[String]>([])
    private let starts = Atomic<Int>(0)
    private let stream: Mutex<Stream>

    /// Scenes cannot be copied, so they do not fit an array by themselves.
    private final class Shown {
        let scene: PictureScene
        init(_ scene: consuming PictureScene) { self.scene = scene }
    }

    private struct Stream: ~Copyable {
        var generator: SeededGenerator
        var isRunning = false
        var sequence: UInt64 = 0
        /// What stands before the camera in turn, once a frame of it was asked for.
        var scenes: [Shown] = []
        var scenePaths: [String]?
    }

    /// - Parameter frameMilliseconds: how long `next` takes at least, as a real camera's would; 0: it
    ///   has no pace of its own.
    /// - Precondition: the sides are as `Frame` asks for, and `frameMilliseconds` is 0…1,000,000.
    public init(
        seed: UInt64, widthPixels: Int = 640, heightPixels: Int = 480, layout: Frame.Layout = .rgb24,
        frameMilliseconds: Int = 0
    ) {
        precondition((16...8192).contains(widthPixels) && (16...8192).contains(heightPixels))
        precondition((0...1_000_000).contains(frameMilliseconds))
        precondition(layout == .rgb24 || (widthPixels % 2 == 0 && heightPixels % 2 == 0))
        (self.widthPixels, self.heightPixels, self.layout) = (widthPixels, heightPixels, layout)
        self.frameMilliseconds = frameMilliseconds
        stream = Mutex(Stream(generator: SeededGenerator(seed: seed)))
    }

    /// What the camera sees from the next frame on.
    /// - Parameter paths: JPEG files, shown in turn, two frames each; none is an empty wall.
    public func look(at paths: [String]) { wantedPaths.withLock { $0 = paths } }

    /// How often it was started: an attempt that must not use the camera leaves this as it was.
    public var startCount: Int { starts.load(ordering: .sequentiallyConsistent) }

    /// One format, that of its frames: what it shows is made in no other.
    public var offer: CameraOffer? {
        let format = CameraFormat(
            pixels: PixelFormat(layout), widthPixels: widthPixels, heightPixels: heightPixels,
            framesPerThousandSeconds: frameMilliseconds > 0 ? 1_000_000 / frameMilliseconds : nil)
        return CameraOffer(formats: [format], inUse: format)
    }

    public func start() throws(FrameSourceError) {
        stream.withLock { $0.isRunning = true }
        starts.add(1, ordering: .sequentiallyConsistent)
    }

    /// - Throws: `.gone` while stopped; `.unreadable` with one sentence while the file is not a picture that can be read.
    public func next() throws(FrameSourceError) -> Frame {
        if frameMilliseconds > 0 { usleep(UInt32(frameMilliseconds) * 1000) }
        let paths = wantedPaths.withLock { $0 }
        return try stream.withLock { stream throws(FrameSourceError) in
            guard stream.isRunning else { throw FrameSourceError(.gone) }
            try setScenes(&stream, paths)
            stream.sequence += 1
            return expose(&stream)
        }
    }

    public func stop() {
        stream.withLock { stream in
            stream.isRunning = false
            stream.scenes = []
        }
    }

    private func setScenes(_ stream: inout Stream, _ paths: [String]) throws(FrameSourceError) {
        if !stream.scenes.isEmpty, stream.scenePaths == paths { return }
        stream.scenes = []
        for path in paths {
            do throws(PictureError) {
                let picture = try DecodedPicture(jpegFile: path)
                stream.scenes.append(
                    Shown(PictureScene(picture, widthPixels: widthPixels, heightPixels: heightPixels)))
            } catch {
                stream.scenes = []
                throw FrameSourceError(.unreadable("\(path): \(error)"))
            }
        }
        if paths.isEmpty {
            stream.scenes = [Shown(PictureScene(emptyWidthPixels: widthPixels, heightPixels: heightPixels))]
        }
        stream.scenePaths = paths
    }

    private func expose(_ stream: inout Stream) -> Frame {
        let shown = stream.scenes[Int(stream.sequence / 2) % stream.scenes.count]
        return Frame(widthPixels: widthPixels, heightPixels: heightPixels, layout: layout, sequence: stream.sequence) {
            bytes in
            switch layout {
            case .rgb24: shown.scene.expose(into: bytes, using: &stream.generator)
            case .i420: shown.scene.exposeI420(into: bytes, using: &stream.generator)
            }
        }
    }
}
