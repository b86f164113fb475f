/// The devices of a board that is no bench.
public struct DeviceSettings: Equatable, Sendable {
    /// A V4L2 device.
    public let cameraDevice: String
    /// Shines while the camera is on (R10), switched by a wire of its own.
    public let cameraLight: OutputLine?
    /// Takes the camera's supply away while nobody asked for it.
    public let sensorPower: OutputLine?
    public let infraredLight: OutputLine?
    public let backlight: BacklightSettings?
    /// A DRM device.
    public let screenDevice: String
    public let flashKind: FlashKind
    /// The maintainer's line.
    public let serial: SerialSettings?
    /// A real-time clock; nil: the board has none.
    public let clockDevice: String?
    public let readers: ReaderSettings
}

/// What `flash.file` is.
public enum FlashKind: String, Sendable, CaseIterable { case file, block, mtd }

/// The panel's backlight, as the kernel lists it below `/sys/class/backlight`.
public struct BacklightSettings: Equatable, Sendable {
    public let directory: String
    /// 1…100.
    public let brightnessPercent: Int
}

/// A terminal line.
public struct SerialSettings: Equatable, Sendable {
    public let device: String
    public let baud: Int
}

/// The readers of cards and keys that are fitted.
public struct ReaderSettings: Equatable, Sendable {
    /// An input device that types card numbers.
    public let usbWedge: String?
    public let wiegand: WiegandSettings?
    public let osdp: OSDPSettings?

    /// The kinds there are, by their names in the file.
    public static let kinds = ["usb_wedge", "wiegand", "osdp"]
}

/// The two data lines of a Wiegand reader; they rest high, and each bit is a pulse down on one of them.
public struct WiegandSettings: Equatable, Sendable {
    public struct Wire: Equatable, Sendable {
        public let address: LineAddress
        public let bias: LineBias
    }
    public let d0: Wire, d1: Wire
}

/// A reader on an RS-485 line.
public struct OSDPSettings: Equatable, Sendable {
    /// The speeds that OSDP names (SIA OSDP 2.2, 5.1).
    public static let bauds = [9_600, 19_200, 38_400, 57_600, 115_200, 230_400]
    public let line: SerialSettings
    /// 0…126.
    public let address: Int
}
