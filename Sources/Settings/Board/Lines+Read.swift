extension LineAddress {
    /// - Parameter chips: of the board; nil when they are malformed.
    static func read(_ document: Document, _ path: String, _ chips: [String]?) -> LineAddress? {
        let hasName = document.optional("\(path).line", .text) != nil
        let hasOffset = document.optional("\(path).offset", .number) != nil
        let name = hasName ? document.text("\(path).line", longest: 60) : nil
        let offset = hasOffset ? document.integer("\(path).offset", in: 0...1_023) : nil
        let chip = readChip(document, "\(path).chip", chips)
        if hasName && hasOffset {
            document.refuse(
                document.source.position(of: "\(path).offset"), "\(path).offset is one too many beside \(path).line")
        } else if !hasName && !hasOffset {
            _ = document.required(
                "\(path).line", .text, "the name of a line, or \(path).offset must be its number")
        } else if name == "" {
            document.refuse(
                document.source.position(of: "\(path).line"),
                "\(path).line must be the name of a line, got an empty text")
        }
        guard let chip, let place = name.map(Place.name) ?? offset.map(Place.offset) else { return nil }
        return LineAddress(chip: chip, place: place)
    }

    private static func readChip(_ document: Document, _ key: String, _ chips: [String]?) -> String? {
        let node = document.optional(key, .text)
        guard let chips else { return nil }
        guard let node else {
            if chips.count == 1 { return chips[0] }
            _ = document.required(key, .text, "one of gpio.chips")
            return nil
        }
        guard case .string(let chip) = node.value, chips.contains(chip) else {
            var hint = ""
            if case .string(let chip) = node.value, let near = nearestName(to: chip, among: chips) {
                hint = "; did you mean \"\(near)\"?"
            }
            document.refuse(node, "one of gpio.chips", hint: hint)
            return nil
        }
        return chip
    }
}

extension OutputLine {
    /// Nil when something is malformed; the document has said what.
    static func read(_ document: Document, _ path: String, _ chips: [String]?) -> OutputLine? {
        let address = LineAddress.read(document, path, chips)
        let active: LineLevel? = document.choice("\(path).active")
        let bias: LineBias? = document.choice("\(path).bias", default: .asIs)
        let drive: LineDrive? = document.choice("\(path).drive", default: .pushPull)
        guard let address, let active, let bias, let drive else { return nil }
        let line = OutputLine(address: address, active: active, bias: bias, drive: drive)
        line.check(document, path)
        return line
    }

    /// Likewise; nil too where the board does not have it.
    static func readOptional(_ document: Document, _ path: String, _ chips: [String]?) -> OutputLine? {
        document.optional(path) == nil ? nil : read(document, path, chips)
    }

    /// What switches it on while nobody drives it: the door works, but not while the board boots.
    private func check(_ document: Document, _ path: String) {
        let towardsActive: LineBias = active == .high ? .pullUp : .pullDown
        if bias == towardsActive {
            document.warn(
                "\(path).bias",
                "is \"\(bias.rawValue)\", which switches on what is active \(active.rawValue) while nothing drives the line"
            )
        }
        let driven: LineLevel? =
            switch drive {
            case .pushPull: nil
            case .openDrain: .low
            case .openSource: .high
            }
        if let driven, driven != active {
            document.warn(
                "\(path).drive",
                "is \"\(drive.rawValue)\", and what is active \(active.rawValue) is then on whenever nothing drives the line"
            )
        }
    }
}

extension InputLine {
    /// Nil when something is malformed; the document has said what.
    static func read(_ document: Document, _ path: String, _ chips: [String]?) -> InputLine? {
        let address = LineAddress.read(document, path, chips)
        let active: LineLevel? = document.choice("\(path).active")
        let bias: LineBias? = document.choice("\(path).bias", default: .asIs)
        let normally: NormalContact? = document.choice("\(path).normally", default: .open)
        guard let active, let bias else { return nil }
        // A switch that makes the level which the resistor makes too is never seen to move.
        let stuck: LineBias = active == .high ? .pullUp : .pullDown
        if bias == stuck {
            document.refuse(
                document.source.position(of: "\(path).bias"),
                "\(path).bias must be \"\(active == .high ? "pull-down" : "pull-up")\", \"disabled\" or \"as-is\" where the closed switch makes the line \(active.rawValue), got \"\(bias.rawValue)\": the line would never move"
            )
        }
        guard let address, let normally else { return nil }
        return InputLine(address: address, active: active, bias: bias, normally: normally)
    }
}

extension WiegandSettings.Wire {
    static func read(_ document: Document, _ path: String, _ chips: [String]?) -> Self? {
        let address = LineAddress.read(document, path, chips)
        let bias: LineBias? = document.choice("\(path).bias", default: .asIs)
        if bias == .pullDown {
            document.refuse(
                document.source.position(of: "\(path).bias"),
                "\(path).bias must not be \"pull-down\": a Wiegand line rests high")
        }
        guard let address, let bias else { return nil }
        return Self(address: address, bias: bias)
    }
}
