import Readers

/// The readers of cards and keys that the file describes.
public struct ReaderSettings: Equatable, Sendable {
    /// An input device that types card numbers.
    public let usbWedge: WedgeSettings?
    public let wiegand: WiegandSettings?
    /// Never on a bench.
    public let osdp: OSDPSettings?

    /// The kinds there are, by their names in the file.
    public static let kinds = ["usb_wedge", "wiegand", "osdp"]
}

/// A reader that is a keyboard to the system.
public struct WedgeSettings: Equatable, Sendable {
    /// Below `/dev/input`.
    public let device: String
    /// The longest time between two keys of a number.
    public let gapMilliseconds: Int
}

/// The two data lines of a Wiegand reader; they rest high, and each bit is a pulse down on one of them.
public struct WiegandSettings: Equatable, Sendable {
    public struct Wire: Equatable, Sendable {
        public let address: LineAddress
        public let bias: LineBias
    }
    /// Nil on a bench, which has no wires.
    public let d0: Wire?, d1: Wire?
    public let timing: WiegandTiming
}

/// A reader on an RS-485 line.
public struct OSDPSettings: Equatable, Sendable {
    /// The speeds that OSDP names (SIA OSDP 2.2, 5.1).
    public static let bauds = [9_600, 19_200, 38_400, 57_600, 115_200, 230_400]
    /// What this version lacks for such a reader.
    public static let missing =
        "this version has no driver for it: the protocol and its secure channel (AES-128) are not written, and Debian 12 and 13 have no package of libosdp"

    public let line: SerialSettings
    /// 0…126.
    public let address: Int
    /// The name of the service's credential that holds the key of the secure channel.
    public let keyCredential: String
}
