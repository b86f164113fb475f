import Timekeeping

extension BoardSettings {
    /// Nil when something is malformed; the document has said what.
    static func read(_ document: Document) -> BoardSettings? {
        let kind: BoardKind? = document.choice("board.kind")
        let isBench = kind != .linux
        let camera = CameraSettings.read(document, isBench: isBench)
        let cardReader = document.flag("board.card_reader")
        let keypad = document.flag("board.keypad")
        let screen = ScreenSettings.read(document, isBench: isBench)
        let flash = FlashSettings.read(document)
        let store = StoreSettings.read(document, flash)
        let state = document.path("state.directory")
        let key = document.path("state.device_key_file")
        let clock: (time: WallTime?, Void)? = isBench ? document.optionalTime("clock.start_utc") : (nil, ())
        let chips = isBench ? [] : document.chips()
        let doorLines = DoorLineSettings.read(document, chips, isWired: !isBench)
        let devices = isBench ? nil : DeviceSettings.read(document, chips, flash: flash)
        let readers = ReaderSettings.read(document, chips, isWired: !isBench)
        if let doorLines, let devices, let readers { BoardConflicts(document, doorLines, devices, readers).report() }
        if let readers, let cardReader, let keypad {
            readers.check(document, cardReader, keypad, isWired: !isBench)
        }
        guard let kind, let camera, let cardReader, let keypad, let screen, let flash, let store, let state, let key,
            let clock, let doorLines, let readers, isBench || devices != nil
        else { return nil }
        return BoardSettings(
            kind: kind, camera: camera, hasCardReader: cardReader, hasKeypad: keypad, screen: screen.inside(state),
            flash: flash.inside(state), store: store.inside(state), stateDirectory: state,
            deviceKeyFile: inside(state, key),
            clockStart: clock.time, doorLines: doorLines, devices: devices, readers: readers,
            warnings: document.warnings,
            source: document.source)
    }
}

extension CameraSettings {
    fileprivate static func read(_ document: Document, isBench: Bool) -> CameraSettings? {
        let width = document.even("camera.width_pixels", in: 160...1920)
        let height = document.even("camera.height_pixels", in: 120...1920)
        let seed = isBench ? document.integer("camera.seed", in: 0...Int(Int64.max)) : 0
        guard let width, let height, let seed else { return nil }
        return CameraSettings(widthPixels: width, heightPixels: height, seed: UInt64(seed))
    }
}

extension ScreenSettings {
    fileprivate static func read(_ document: Document, isBench: Bool) -> ScreenSettings? {
        let width = document.integer("screen.width_pixels", in: 320...4096)
        let height = document.integer("screen.height_pixels", in: 320...4096)
        let fonts = document.texts("screen.font_files")
        let boldFonts =
            document.optional("screen.bold_font_files", .list) == nil ? [] : document.texts("screen.bold_font_files")
        let pictures = isBench ? document.path("screen.png_directory") : "screens"
        guard let width, let height, let fonts, let boldFonts, let pictures else { return nil }
        return ScreenSettings(
            widthPixels: width, heightPixels: height, fontFiles: fonts, boldFontFiles: boldFonts,
            pngDirectory: pictures)
    }

    fileprivate func inside(_ directory: String) -> ScreenSettings {
        ScreenSettings(
            widthPixels: widthPixels, heightPixels: heightPixels, fontFiles: fontFiles, boldFontFiles: boldFontFiles,
            pngDirectory: Settings.inside(directory, pngDirectory))
    }
}

extension FlashSettings {
    fileprivate static func read(_ document: Document) -> FlashSettings? {
        let file = document.path("flash.file")
        let size = document.integer("flash.size_kibibytes", in: 64...1_048_576)
        let block = document.integer("flash.block_kibibytes", in: 4...1024)
        let unit = document.integer("flash.program_unit_bytes", in: 1...4096)
        guard let file, let size, let block, let unit else { return nil }
        let source = document.source
        if size % block != 0 || size / block < 8 {
            document.refuse(
                source.position(of: "flash.size_kibibytes"),
                "flash.size_kibibytes must be a multiple of flash.block_kibibytes (\(block)), and at least 8 of them, got \(size)"
            )
        }
        if block * 1024 % unit != 0 {
            document.refuse(
                source.position(of: "flash.program_unit_bytes"),
                "flash.program_unit_bytes must divide an erase block of \(block) KiB, got \(unit)")
        }
        return FlashSettings(file: file, sizeKibibytes: size, blockKibibytes: block, programUnitBytes: unit)
    }

    fileprivate func inside(_ directory: String) -> FlashSettings {
        FlashSettings(
            file: Settings.inside(directory, file), sizeKibibytes: sizeKibibytes, blockKibibytes: blockKibibytes,
            programUnitBytes: programUnitBytes)
    }
}

/// `path` as it is when absolute, else under `directory`.
func inside(_ directory: String, _ path: String) -> String {
    path.hasPrefix("/") ? path : directory + "/" + path
}

extension Document {
    func path(_ key: String) -> String? {
        guard let text = text(key, longest: 1000) else { return nil }
        guard !text.isEmpty else {
            refuse(source.position(of: key), "\(key) must be a path, got an empty text")
            return nil
        }
        return text
    }

    /// The board's GPIO chips, each once; nil when malformed.
    fileprivate func chips() -> [String]? {
        guard let chips = texts("gpio.chips") else { return nil }
        guard Set(chips).count == chips.count else {
            refuse(source.position(of: "gpio.chips"), "gpio.chips says a chip twice")
            return nil
        }
        // One chip has a label and a device: under two names two functions could get one line.
        let devices = chips.filter(Self.isDevice)
        guard devices.isEmpty || devices.count == chips.count else {
            refuse(
                source.position(of: "gpio.chips"),
                "gpio.chips must have labels only, or devices only: nobody can see here whether \"\(devices[0])\" is another chip than the rest"
            )
            return nil
        }
        let paths = chips.filter { $0.contains("/") }
        guard paths.isEmpty else {
            refuse(
                source.position(of: "gpio.chips"),
                "gpio.chips must have names as gpiodetect prints them, got \"\(paths[0])\"")
            return nil
        }
        return chips
    }

    /// `gpiochip0`, as the kernel numbers them.
    private static func isDevice(_ chip: String) -> Bool {
        chip.hasPrefix("gpiochip") && chip.dropFirst(8).allSatisfy { $0.isASCII && $0.isNumber }
    }

    fileprivate func even(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = integer(key, in: range) else { return nil }
        guard value % 2 == 0 else {
            refuse(source.position(of: key), "\(key) must be even, got \(value)")
            return nil
        }
        return value
    }

    /// Nil when malformed; `time` is nil when the key is missing.
    fileprivate func optionalTime(_ key: String) -> (time: WallTime?, Void)? {
        guard let node = optional(key, .text) else { return (nil, ()) }
        guard case .string(let text) = node.value, let time = WallTime(iso8601: text) else {
            refuse(node, "a time like \"2026-03-02T01:00:00Z\"")
            return nil
        }
        return (time, ())
    }
}
