/// Which pulses on a Wiegand line are bits, and how long a silence ends a frame.
public struct WiegandTiming: Equatable, Sendable {
    /// In which range a board may put the length of a pulse.
    public static let pulseRange = 1...5_000
    /// Likewise from the start of a pulse to the start of the next.
    public static let spacingRange = 50...200_000
    public static let silenceRange = 5...500

    public let pulseMicroseconds: ClosedRange<Int>
    /// From the start of a pulse to the start of the next one, on either wire.
    public let spacingMicroseconds: ClosedRange<Int>
    /// Longer than any spacing.
    public let silenceMilliseconds: Int

    /// - Precondition: a pulse is shorter than the spacing, and the spacing than the silence.
    public init(pulseMicroseconds: ClosedRange<Int>, spacingMicroseconds: ClosedRange<Int>, silenceMilliseconds: Int) {
        precondition(
            pulseMicroseconds.lowerBound > 0 && pulseMicroseconds.upperBound < spacingMicroseconds.lowerBound
                && spacingMicroseconds.upperBound < silenceMilliseconds * 1_000)
        self.pulseMicroseconds = pulseMicroseconds
        self.spacingMicroseconds = spacingMicroseconds
        self.silenceMilliseconds = silenceMilliseconds
    }

    /// What the readers' standard allows (SIA AC-01-1996.10), and a quarter more than its longest spacing.
    public static let standard = WiegandTiming(
        pulseMicroseconds: 20...100, spacingMicroseconds: 200...20_000, silenceMilliseconds: 25)
}
