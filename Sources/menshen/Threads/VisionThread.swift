import Controller
import FaceCore
import Synchronization

/// Camera and face core: one capture at a time; a new one or a stop ends the one before within a frame.
final class VisionThread: Sendable {
    private enum Order: Sendable {
        case capture(CaptureID, CaptureJob)
        case quit
    }

    private let orders = Mailbox<Order>(isPolled: false)
    /// The capture that is wanted now; the thread looks at it before each frame.
    private let wanted = Wanted()
    private let thread: Thread

    /// - Parameter watcher: used by this thread alone from now on.
    init(_ watcher: Watcher, answers: Mailbox<Event>) {
        let (orders, wanted) = (self.orders, self.wanted)
        let box = Handover(watcher)
        thread = Thread {
            let watcher = box.take()
            while case .capture(let capture, let job) = orders.take() {
                watcher.watch(job, isWanted: { wanted.is(capture) }, tell: { answers.put(.captureReport(capture, $0)) })
            }
        }
    }

    func start(_ capture: CaptureID, _ job: CaptureJob) {
        wanted.set(capture)
        orders.put(.capture(capture, job))
    }

    func stop() { wanted.set(nil) }

    func stopAndJoin() {
        stop()
        orders.put(.quit)
        thread.join()
    }

    private final class Wanted: Sendable {
        private let capture = Mutex<CaptureID?>(nil)
        func set(_ new: CaptureID?) { capture.withLock { $0 = new } }
        func `is`(_ other: CaptureID) -> Bool { capture.withLock { $0 == other } }
    }
}
