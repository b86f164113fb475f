/// One edge of a Wiegand line, as the kernel stamps it.
public struct WiegandEdge: Equatable, Sendable {
    /// A pulse on the first is a 0, on the second a 1.
    public enum Wire: Sendable, CaseIterable { case d0, d1 }

    public let wire: Wire
    /// The lines rest high: this begins a pulse, the other direction ends it.
    public let isFalling: Bool
    /// Of a clock that only moves forward.
    public let atNanoseconds: Int64

    public init(_ wire: Wire, isFalling: Bool, atNanoseconds: Int64) {
        (self.wire, self.isFalling, self.atNanoseconds) = (wire, isFalling, atNanoseconds)
    }
}
