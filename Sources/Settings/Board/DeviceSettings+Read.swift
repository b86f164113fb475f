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
        let readers = ReaderSettings.read(document, chips)
        guard document.findings.count == before, chips != nil, let camera, let screen, let flashKind else { return nil }
        return DeviceSettings(
            cameraDevice: camera, cameraLight: cameraLight, sensorPower: sensorPower, infraredLight: infraredLight,
            backlight: backlight, screenDevice: screen, flashKind: flashKind, serial: serial, clockDevice: clock,
            readers: readers)
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
    fileprivate static func read(_ document: Document, _ path: String, bauds: [Int]?) -> SerialSettings? {
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

extension ReaderSettings {
    fileprivate static func read(_ document: Document, _ chips: [String]?) -> ReaderSettings {
        let hasWedge = document.optional("readers.usb_wedge") != nil
        return ReaderSettings(
            usbWedge: hasWedge ? document.path("readers.usb_wedge.device") : nil,
            wiegand: WiegandSettings.read(document, chips), osdp: OSDPSettings.read(document))
    }
}

extension WiegandSettings {
    fileprivate static func read(_ document: Document, _ chips: [String]?) -> WiegandSettings? {
        guard document.optional("readers.wiegand") != nil else { return nil }
        let d0 = Wire.read(document, "readers.wiegand.d0", chips)
        let d1 = Wire.read(document, "readers.wiegand.d1", chips)
        guard let d0, let d1 else { return nil }
        return WiegandSettings(d0: d0, d1: d1)
    }
}

extension OSDPSettings {
    fileprivate static func read(_ document: Document) -> OSDPSettings? {
        let line = SerialSettings.read(document, "readers.osdp", bauds: bauds)
        guard document.optional("readers.osdp") != nil else { return nil }
        let address = document.integer("readers.osdp.address", in: 0...126, default: 0)
        guard let line, let address else { return nil }
        return OSDPSettings(line: line, address: address)
    }
}
