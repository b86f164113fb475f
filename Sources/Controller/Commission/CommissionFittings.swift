import Door
import Law

/// What there is at this door, for the steps that cannot be tried.
struct CommissionFittings: Equatable {
    var inputs: Set<DoorInput>
    var readers: Set<Alternative.Kind>
    /// Why the camera cannot be aimed; nil: it can.
    var cameraLack: String?

    /// Why there is nothing to try; nil: there is.
    func lack(of step: CommissionStep) -> String? {
        if let input = step.input { return inputs.contains(input) ? nil : "no such line" }
        switch step {
        case .card: return readers.contains(.card) ? nil : "no card reader"
        case .keypad: return readers.contains(.keypad) ? nil : "no keypad"
        case .camera: return cameraLack
        default: return nil
        }
    }
}
