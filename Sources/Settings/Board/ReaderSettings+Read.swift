import Readers

extension ReaderSettings {
    /// Nil when something is malformed; the document has said what.
    /// - Parameters:
    ///   - chips: of the board; nil when they are malformed.
    ///   - isWired: false on a bench: its Wiegand reader has times and no wires, and it has no line for another one.
    static func read(_ document: Document, _ chips: [String]?, isWired: Bool) -> ReaderSettings? {
        let before = document.findings.count
        let wedge = WedgeSettings.read(document)
        let wiegand = WiegandSettings.read(document, chips, isWired: isWired)
        var osdp: OSDPSettings?
        if isWired {
            osdp = OSDPSettings.read(document)
        } else if let node = document.optional("readers.osdp") {
            document.refuse(node.keyPosition, "readers.osdp cannot be on a bench: \(OSDPSettings.missing)")
        }
        guard document.findings.count == before else { return nil }
        return ReaderSettings(usbWedge: wedge, wiegand: wiegand, osdp: osdp)
    }

    /// A reader that is said to be there has to be described, and one that is described has to be there.
    /// - Parameter isWired: false on a bench, which has readers that nobody describes.
    func check(_ document: Document, _ hasCardReader: Bool, _ hasKeypad: Bool, isWired: Bool) {
        let isDescribed = usbWedge != nil || wiegand != nil || osdp != nil
        let kinds = Self.kinds.map { "readers.\($0)" }.joined(separator: ", ")
        for (key, isThere) in [("board.card_reader", hasCardReader), ("board.keypad", hasKeypad)]
        where isThere && !isDescribed && isWired {
            document.refuse(document.source.position(of: key), "\(key) is true, and none of \(kinds) is there")
        }
        if isDescribed, !hasCardReader, !hasKeypad {
            document.warn("readers", "are described, and board.card_reader and board.keypad say that none is fitted")
        }
    }
}

extension WedgeSettings {
    /// Nil where the file has none, or something is malformed.
    fileprivate static func read(_ document: Document) -> WedgeSettings? {
        guard document.optional("readers.usb_wedge") != nil else { return nil }
        let (key, directory) = ("readers.usb_wedge.device", "/dev/input/")
        let device = document.path(key)
        let gap = document.integer(
            "readers.usb_wedge.gap_milliseconds", in: KeyboardWedge.gapRange,
            default: KeyboardWedge.standardGapMilliseconds)
        guard let device, let gap else { return nil }
        guard device.hasPrefix(directory), device.utf8.count > directory.utf8.count else {
            document.refuse(
                document.source.position(of: key),
                "\(key) must be an input device below \(directory), got \"\(device)\"")
            return nil
        }
        if device.hasPrefix("\(directory)event") {
            document.warn(
                key,
                "is \"\(device)\", whose number depends on the order of plugging in: /dev/input/by-id has lasting names"
            )
        }
        return WedgeSettings(device: device, gapMilliseconds: gap)
    }
}

extension WiegandSettings {
    /// Nil where the file has none, or something is malformed.
    fileprivate static func read(_ document: Document, _ chips: [String]?, isWired: Bool) -> WiegandSettings? {
        guard document.optional("readers.wiegand") != nil else { return nil }
        let d0 = isWired ? Wire.read(document, "readers.wiegand.d0", chips) : nil
        let d1 = isWired ? Wire.read(document, "readers.wiegand.d1", chips) : nil
        guard let timing = WiegandTiming.read(document, "readers.wiegand") else { return nil }
        return WiegandSettings(d0: d0, d1: d1, timing: timing)
    }
}

extension WiegandTiming {
    fileprivate static func read(_ document: Document, _ path: String) -> WiegandTiming? {
        let pulse = document.range(
            "\(path).shortest_pulse_microseconds", "\(path).longest_pulse_microseconds", in: pulseRange,
            default: standard.pulseMicroseconds)
        let spacing = document.range(
            "\(path).shortest_spacing_microseconds", "\(path).longest_spacing_microseconds", in: spacingRange,
            default: standard.spacingMicroseconds)
        let silence = document.integer(
            "\(path).silence_milliseconds", in: silenceRange, default: standard.silenceMilliseconds)
        guard let pulse, let spacing, let silence else { return nil }
        let before = document.findings.count
        document.refuse(
            "\(path).longest_pulse_microseconds", pulse.upperBound, orItsPair: "\(path).shortest_spacing_microseconds",
            unlessLessThan: spacing.lowerBound)
        document.refuse(
            "\(path).longest_spacing_microseconds", spacing.upperBound, orItsPair: "\(path).silence_milliseconds",
            unlessLessThan: silence * 1_000)
        guard document.findings.count == before else { return nil }
        return WiegandTiming(
            pulseMicroseconds: pulse, spacingMicroseconds: spacing, silenceMilliseconds: silence)
    }
}

extension Document {
    /// Two keys that are the ends of a range; nil when they are malformed.
    fileprivate func range(
        _ lowerKey: String, _ upperKey: String, in limits: ClosedRange<Int>, default standard: ClosedRange<Int>
    ) -> ClosedRange<Int>? {
        let lower = integer(lowerKey, in: limits, default: standard.lowerBound)
        let upper = integer(upperKey, in: limits, default: standard.upperBound)
        guard let lower, let upper else { return nil }
        guard lower <= upper else {
            let key = nodes[upperKey] == nil ? lowerKey : upperKey
            refuse(
                source.position(of: key), "\(lowerKey) (\(lower)) must not be more than \(upperKey) (\(upper))")
            return nil
        }
        return lower...upper
    }

    /// Says it at whichever of the two keys the file has.
    fileprivate func refuse(_ key: String, _ value: Int, orItsPair other: String, unlessLessThan limit: Int) {
        if value < limit { return }
        let place = nodes[key] == nil ? other : key
        refuse(
            source.position(of: place), "\(key) (\(value)) must be less than \(other) (\(limit) microseconds)")
    }
}

extension OSDPSettings {
    /// Nil where the file has none, or something is malformed.
    fileprivate static func read(_ document: Document) -> OSDPSettings? {
        let line = SerialSettings.read(document, "readers.osdp", bauds: bauds)
        guard document.optional("readers.osdp") != nil else { return nil }
        let address = document.integer("readers.osdp.address", in: 0...126, default: 0)
        let key = document.text("readers.osdp.key_credential", default: "osdp.key")
        guard let line, let address, let key else { return nil }
        document.warn("readers.osdp", "is described, and \(missing)")
        return OSDPSettings(line: line, address: address, keyCredential: key)
    }
}
