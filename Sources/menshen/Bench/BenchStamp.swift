import Console
import Controller
import Hardware
import Timekeeping

/// The wall clock before a line of the bench: `09:00:07 strike: released`.
struct BenchStamp {
    let clock: SimulatedClock
    let utcOffsetMinutes: Int

    func line(_ words: String) -> String {
        "\(TimeText.clock(clock.read().wall, utcOffsetMinutes: utcOffsetMinutes)) \(words)"
    }
}

extension SimulatedDoorLines.Edge {
    var words: String {
        switch self {
        case .input(let input, let isActive, let bounce):
            "\(input.rawValue): \(isActive ? "active" : "inactive")\(bounce > 0 ? " (\(bounce) ms bounce)" : "")"
        case .strike(let released, let energised):
            "strike: \(released ? "released" : "locked") (coil \(energised ? "on" : "off"))"
        case .output(let output, let isOn): "\(output.rawValue) relay: \(isOn ? "on" : "off")"
        }
    }
}

extension Event {
    /// What a bench shows of an event besides its consequences; a real terminal shows no score anywhere.
    /// - Parameter rate: what the threshold stands for, e.g. `false match rate 1 in 100 on …`.
    func benchWords(rate: String) -> String? {
        guard case .captureReport(_, let report) = self else { return nil }
        switch report {
        case .camera(let isOn): return "camera: \(isOn ? "on" : "off")"
        case .accepted(let evidence), .notAccepted(let evidence):
            guard let score = evidence.score else { return "comparison score: none" }
            return "comparison score: \(score), threshold \(evidence.threshold) (\(rate))"
        case .cameraFailed(let reason): return "camera failed: \(reason)"
        case .looking, .aimed, .noFace, .captured, .ended: return nil
        }
    }
}
