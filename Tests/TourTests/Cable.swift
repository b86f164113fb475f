import Foundation
import PseudoTerminal
import Synchronization

/// Two pseudo-terminals, and what comes out of one goes into the other.
final class Cable: Sendable {
    let firmwareEnd: String
    let programEnd: String
    private let isPulled = Mutex(false)
    private let hasEnded = DispatchSemaphore(value: 0)

    init() {
        // Touched by the thread alone from now on.
        nonisolated(unsafe) let (first, second) = (PseudoTerminal(isRaw: true), PseudoTerminal(isRaw: true))
        (firmwareEnd, programEnd) = (first.path, second.path)
        Thread { [self] in
            while !isPulled.withLock({ $0 }) {
                carry(first, to: second)
                carry(second, to: first)
            }
            hasEnded.signal()
        }.start()
    }

    func pull() {
        isPulled.withLock { $0 = true }
        hasEnded.wait()
    }

    private func carry(_ from: PseudoTerminal, to: PseudoTerminal) {
        var bytes = from.take(withinMilliseconds: 10)[...]
        while !bytes.isEmpty, !isPulled.withLock({ $0 }) {
            bytes = bytes.dropFirst(to.type(bytes))
            // Nobody reads at that end just now.
            if !bytes.isEmpty { usleep(1_000) }
        }
    }
}
