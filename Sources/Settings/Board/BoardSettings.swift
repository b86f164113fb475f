import Timekeeping

/// What `Board/…toml` says: which devices there are.
public struct BoardSettings: Equatable, Sendable {
    public let kind: BoardKind
    public let camera: CameraSettings
    /// Whether a card reader and a keypad are fitted; the site says which ways in use them.
    public let hasCardReader: Bool
    public let hasKeypad: Bool
    public let screen: ScreenSettings
    public let flash: FlashSettings
    public let store: StoreSettings
    /// Where the terminal keeps what is its own; made at first start. Relative to the current directory.
    public let stateDirectory: String
    /// Holds the device's root key; made at first start. Inside the state directory unless absolute.
    public let deviceKeyFile: String
    /// Where the simulated clock starts; nil: with the clock of the machine.
    public let clockStart: WallTime?
    public let doorLines: DoorLineSettings
    /// Nil on a bench, where every device is simulated but a reader that types.
    public let devices: DeviceSettings?
    public let readers: ReaderSettings
    /// What is no reason to refuse the file.
    public let warnings: [SettingsFinding]
    public let source: SourceMap
}

/// What a board is made of.
public enum BoardKind: String, Sendable, CaseIterable {
    /// Every device simulated; opens only a store formatted `bench`.
    case bench
    /// Devices of Linux. This version can read and check such a board, and has no drivers for it.
    case linux
}

/// The size of the camera's picture. The bench's looks at picture files and varies each frame from the seed.
public struct CameraSettings: Equatable, Sendable {
    /// Even, 160…1920.
    public let widthPixels: Int
    /// Even, 120…1920.
    public let heightPixels: Int
    /// 0 where it is a device.
    public let seed: UInt64
}

/// The panel, its fonts, and where a bench leaves its pictures.
public struct ScreenSettings: Equatable, Sendable {
    public let widthPixels: Int
    public let heightPixels: Int
    /// In order of preference: the first that exists is used. At least one.
    public let fontFiles: [String]
    /// Likewise, for the bold weight; where none is named or there, the regular one serves for both.
    public let boldFontFiles: [String]
    /// On a bench each screen is written here as a PNG file. Inside the state directory unless absolute.
    public let pngDirectory: String
}

/// The shape of the flash, and the file that stands for it.
public struct FlashSettings: Equatable, Sendable {
    /// Inside the state directory unless absolute.
    public let file: String
    public let sizeKibibytes: Int
    public let blockKibibytes: Int
    public let programUnitBytes: Int

    public var blockCount: Int { sizeKibibytes / blockKibibytes }
    public var blockBytes: Int { blockKibibytes * 1024 }
}

/// What of the store lies on media of its own.
public struct StoreSettings: Equatable, Sendable {
    /// Nil: the keys lie on the flash, like everything else.
    public let keys: KeyMediumSettings?
    /// A file or a block device for 32 secret bytes, inside the state directory unless absolute; nil: no anchor.
    public let anchor: String?
}

/// The medium of the root and of the cohort keys: a file or a block device.
public struct KeyMediumSettings: Equatable, Sendable {
    /// Inside the state directory unless absolute.
    public let file: String
    /// A divisor or a multiple of the flash's.
    public let blockKibibytes: Int
    public let programUnitBytes: Int

    public var blockBytes: Int { blockKibibytes * 1024 }
}

extension BoardSettings {
    /// The state directory that a board file names, however broken it is otherwise; nil: that cannot be read.
    public static func stateDirectory(salvaging bytes: [UInt8]) -> String? {
        guard SourceText(bytes, file: "").findings.isEmpty, let nodes = SyntaxRecovery(bytes).nodes else { return nil }
        return Document(file: "", nodes: nodes, isPartial: true).path("state.directory")
    }
}
