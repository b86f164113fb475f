/// What a medium promises of itself. What it cannot promise is said wherever the store is described.
public struct FlashPromises: Equatable, Sendable {
    /// What kind of a medium it is.
    public enum Medium: String, Sendable, CaseIterable {
        case memory, file, partition
        case nor = "raw NOR flash"
        case nand = "raw NAND flash"
    }

    /// By whom a power cut in the middle of a program harms nothing but that program.
    public enum CutKeeper: String, Sendable, CaseIterable {
        /// The flash does what the format expects of it: only the units under way are torn.
        case format
        /// Whatever is between this firmware and the cells: a file system, a disk, a card's controller. It is not seen from here.
        case othersBelow
    }

    public let medium: Medium
    /// Whether an erase destroys the bits themselves; false in a file and under a translation layer.
    public let erasesPhysically: Bool
    public let cutKeeper: CutKeeper

    public init(_ medium: Medium, erasesPhysically: Bool, cutKeeper: CutKeeper) {
        (self.medium, self.erasesPhysically, self.cutKeeper) = (medium, erasesPhysically, cutKeeper)
    }

    public static let memory = FlashPromises(.memory, erasesPhysically: true, cutKeeper: .format)
    public static let file = FlashPromises(.file, erasesPhysically: false, cutKeeper: .othersBelow)
    public static let partition = FlashPromises(.partition, erasesPhysically: false, cutKeeper: .othersBelow)
}

/// What an anchor's medium promises of itself.
public struct AnchorPromises: Equatable, Sendable {
    /// Whether the secret before is destroyed when a new one is kept.
    public let forgetsPhysically: Bool
    /// Whether whoever can write to the store's medium can put back an older content of this one, too.
    public let canBePutBack: Bool

    public init(forgetsPhysically: Bool, canBePutBack: Bool) {
        (self.forgetsPhysically, self.canBePutBack) = (forgetsPhysically, canBePutBack)
    }

    public static let memory = AnchorPromises(forgetsPhysically: true, canBePutBack: false)
    /// A file, or a part of a disk or card.
    public static let file = AnchorPromises(forgetsPhysically: false, canBePutBack: true)
}

/// What the media of one store promise together. What expires depends on where its key lies, what is deleted on where it
/// lies itself.
public struct StorePromises: Equatable, Sendable {
    /// Where the records lie.
    public let records: FlashPromises
    /// Where the root and the cohort keys lie.
    public let keys: FlashPromises
    /// Nil: the store has no anchor.
    public let anchor: AnchorPromises?

    public init(records: FlashPromises, keys: FlashPromises, anchor: AnchorPromises?) {
        (self.records, self.keys, self.anchor) = (records, keys, anchor)
    }

    /// Where what lies, e.g. `file, the keys on raw NOR flash, with an anchor`.
    public var mediaWords: String {
        let place =
            keys == records
            ? records.medium.rawValue : "\(records.medium.rawValue), the keys on \(keys.medium.rawValue)"
        return anchor == nil ? place : "\(place), with an anchor"
    }

    /// What has expired is gone for whoever opens the chips and has the device key.
    public var expiresPhysically: Bool { keys.erasesPhysically || anchor?.forgetsPhysically == true }

    /// In one word or a few, for a line that says more.
    public var erasureWords: String {
        switch (expiresPhysically, records.erasesPhysically) {
        case (true, true): "physical"
        case (true, false): "physical for the keys, logical for the records"
        case (false, true): "logical for the keys, physical for the records"
        case (false, false): "logical on this medium"
        }
    }

    /// A sentence for each promise that is not given, without a full stop.
    public var notPromised: [String] { erasureLapseWords + imageWords + cutWords }

    /// About what expires and what is deleted; nil when an erase ends it.
    public var erasureLapse: String? {
        if !expiresPhysically { return "an erase is logical: older copies may survive below" }
        return records.erasesPhysically ? nil : "copies of what was deleted may survive below"
    }

    /// About older images: there is always one that nothing tells from the newest.
    public var imageLapse: String {
        guard let anchor else { return "an older image of the store, put back, is not noticed" }
        return anchor.canBePutBack
            ? "an older image put back with its anchor is not noticed" : "an older image of the same day is not noticed"
    }

    private var erasureLapseWords: [String] {
        if !expiresPhysically { return ["an erase is logical: older copies, keys among them, may survive below"] }
        if !records.erasesPhysically {
            return ["copies of deleted records may survive below until their day's key dies"]
        }
        return []
    }

    private var imageWords: [String] {
        guard let anchor else { return ["an older image of the whole store, put back, is not noticed"] }
        let sameDay = "an older image of the same day, put back, is not noticed"
        return anchor.canBePutBack
            ? ["an older image put back together with its anchor is not noticed", sameDay] : [sameDay]
    }

    private var cutWords: [String] {
        records.cutKeeper == .othersBelow || keys.cutKeeper == .othersBelow
            ? ["that a power cut harms no other bytes depends on what is below"] : []
    }
}
