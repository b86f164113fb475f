import Door

/// The site that is built in, for a start whose settings cannot be used.
///
/// It declares nothing, so that the law keeps faces off; cards and PINs that the store knows go on. The door's times are the
/// defaults. How the lock is built is no matter of taste, so it is taken from the file wherever that part can be read. Where it
/// cannot, the door is taken for a fail-safe one: should it be fail-secure, it stands open; the other way round a person who
/// presses the exit button would lock the door.
public enum SafeSite {
    /// - Parameters:
    ///   - bytes: of a site file, however broken.
    ///   - older: of one that was good once, for what cannot be read in it.
    public static func text(salvaging bytes: [UInt8], else older: [UInt8]? = nil) -> [UInt8] {
        let found = Salvage(bytes).filled(from: older.map(Salvage.init))
        let failure = found.failure ?? .failSafe
        let lines = [
            "# Built in, for safe mode.", "[site]", "utc_offset_minutes = \(found.utcOffsetMinutes ?? 480)",
            "[match]", "false_match_rate = \"1 in 1000\"",
            "[door]", "strike_milliseconds = 5000", "contact = \(found.hasContact ?? false)",
            "exit_button = \(found.hasExitButton ?? true)", "failure = \"\(failure.rawValue)\"", "",
        ]
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// Whether both say how the lock is built, and not the same: another one has been fitted since.
    public static func lockDiffers(_ bytes: [UInt8], from older: [UInt8]) -> Bool {
        guard let now = Salvage(bytes).failure, let before = Salvage(older).failure else { return false }
        return now != before
    }
}

/// What can still be read of a broken site file.
private struct Salvage {
    var failure: DoorPolicy.FailureMode?
    var hasContact: Bool?
    var hasExitButton: Bool?
    var utcOffsetMinutes: Int?

    func filled(from older: Salvage?) -> Salvage {
        var all = self
        all.failure = failure ?? older?.failure
        all.hasContact = hasContact ?? older?.hasContact
        all.hasExitButton = hasExitButton ?? older?.hasExitButton
        all.utcOffsetMinutes = utcOffsetMinutes ?? older?.utcOffsetMinutes
        return all
    }

    init(_ bytes: [UInt8]) {
        guard SourceText(bytes, file: "").findings.isEmpty, let nodes = SyntaxRecovery(bytes).nodes else { return }
        let document = Document(file: "", nodes: nodes, isPartial: true)
        failure = document.choice("door.failure")
        hasContact = document.flag("door.contact")
        hasExitButton = document.flag("door.exit_button")
        utcOffsetMinutes = document.optionalInteger("site.utc_offset_minutes", in: -720...840)
    }
}
