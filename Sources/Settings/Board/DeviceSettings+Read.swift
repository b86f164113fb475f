extension DeviceSettings {
    /// Nil when something is malformed; the document has said what.
    static func read(_ document: Document, _ chips: [String]?, flash: FlashSettings?) -> DeviceSettings? {
        let before = document.findings.count
        let camera = document.path("camera.device")
        let cameraLight = OutputLine.readOptional(document, "camera_light", chips)
        let sensorPower = OutputLine.readOptional(document, "sensor_power", chips)
        let infraredLight = OutputLine.readOptional(document, "infrared_light", chips)
        let backlight = BacklightSettings.read(document)
        let screen = document.path("screen.device")
        let flashKind = FlashKind.read(document, flash)
        let serial = SerialSettings.read(document, "serial", bauds: nil)
        let clock = document.optional("clock.device", .text) == nil ? nil : document.path("clock.device")
        guard document.findings.count == before, chips != nil, let camera, let screen, let flashKind else { return nil }
        return DeviceSettings(
            cameraDevice: camera, cameraLight: cameraLight, sensorPower: sensorPower, infraredLight: infraredLight,
            backlight: backlight, screenDevice: screen, flashKind: flashKind, serial: serial, clockDevice: clock)
    }
}

extension FlashKind {
    fileprivate static func read(_ document: Document, _ flash: FlashSettings?) -> FlashKind? {
        guard let kind: FlashKind = document.choice("flash.kind", default: .file) else { return nil }
        guard let flash else { return kind }
        let beginning =
            switch kind {
            case .file: ""
            case .block: "/dev/"
            case .mtd: "/dev/mtd"
            }
        guard flash.file.hasPrefix(beginning) else {
            document.refuse(
                document.source.position(of: "flash.file"),
                "flash.file must begin with \(beginning) where flash.kind is \"\(kind.rawValue)\", got \"\(flash.file)\""
            )
            return nil
        }
        return kind
    }
}

extension BacklightSettings {
    /// Nil where the file has none, or something is malformed.
    fileprivate static func read(_ document: Document) -> BacklightSettings? {
        guard document.optional("backlight") != nil else { return nil }
        let directory = document.path("backlight.directory")
        let brightness = document.integer("backlight.brightness_percent", in: 1...100, default: 80)
        guard let directory, let brightness else { return nil }
        return BacklightSettings(directory: directory, brightnessPercent: brightness)
    }
}

extension SerialSettings {
    /// Nil where the file has none, or something is malformed.
    /// - Parameter bauds: the speeds there are; nil: any in reason.
    static func read(_ document: Document, _ path: String, bauds: [Int]?) -> SerialSettings? {
        guard document.optional(path) != nil else { return nil }
        let device = document.path("\(path).device")
        let standard = bauds?.first ?? 115_200
        let baud = document.integer("\(path).baud", in: 1_200...1_500_000, default: standard)
        guard let device, let baud else { return nil }
        if let bauds, !bauds.contains(baud) {
            document.refuse(
                document.source.position(of: "\(path).baud"),
                "\(path).baud must be one of \(bauds.map(String.init).joined(separator: ", ")), got \(baud)")
        }
        return SerialSettings(device: device, baud: baud)
    }
}
