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

    /// What the media of the store cannot promise of what expires or is deleted, in a sentence (R19).
    public var erasureLapse: String?
    /// What they cannot promise of older images.
    public var mediumLapse: String?

    public init(
        keySource: KeySource, memoryIsLocked: Bool, erasureLapse: String? = nil, mediumLapse: String? = nil
    ) {
        (self.keySource, self.memoryIsLocked) = (keySource, memoryIsLocked)
        (self.erasureLapse, self.mediumLapse) = (erasureLapse, mediumLapse)
    }
}
