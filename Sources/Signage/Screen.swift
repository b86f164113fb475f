/// A panel, as the sign needs it. `Hardware` implements it for Linux and simulated.
public protocol Screen: AnyObject {
    var panel: PanelSize { get }
    /// Replaces what is shown, whole.
    /// - Parameter line: the same in one line of text, see `line(for:)`.
    /// - Throws: the panel is gone; the sign is not up, so faces must stop (R10).
    func show(_ picture: borrowing Picture, line: String) throws(ScreenError)
}

public struct ScreenError: Error, Equatable, Sendable {
    public enum Code: Equatable, Sendable {
        /// No such device, or unplugged.
        case gone
        /// A picture could not be written; the reason is the system's or libpng's.
        case notWritten(path: String, reason: String)
    }

    public let code: Code

    public init(_ code: Code) { self.code = code }
}

extension ScreenError: CustomStringConvertible {
    public var description: String {
        switch code {
        case .gone: "the screen is gone"
        case .notWritten(let path, let reason): "\(path): \(reason)"
        }
    }
}
