/// How the terminal keeps what opens its store (R39).
public struct SecretKeeping: Equatable, Sendable {
    /// Where the device key comes from.
    public enum KeySource: String, Sendable, CaseIterable {
        /// Handed over by the service manager, which may keep it sealed to the machine.
        case credential
        /// A file beside the store: whoever copies the disk has both.
        case file
    }
    public var keySource: KeySource
    /// No secret can reach swap.
    public var memoryIsLocked: Bool

    /// What the media of the store cannot promise of what expires or is deleted, a sentence each (R19).
    public var erasureLapses: [String]
    /// What else they cannot promise.
    public var mediumLapses: [String]

    public init(
        keySource: KeySource, memoryIsLocked: Bool, erasureLapses: [String] = [], mediumLapses: [String] = []
    ) {
        (self.keySource, self.memoryIsLocked) = (keySource, memoryIsLocked)
        (self.erasureLapses, self.mediumLapses) = (erasureLapses, mediumLapses)
    }
}
