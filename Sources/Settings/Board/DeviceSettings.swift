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
