/// What is the same for every screen of one terminal.
public struct SignStyle: Equatable, Sendable {
    public var panel: PanelSize
    /// A board with simulated parts says BENCH on every screen (R58).
    public var isBench: Bool

    public init(panel: PanelSize = .reference, isBench: Bool) {
        self.panel = panel
        self.isBench = isBench
    }
}
