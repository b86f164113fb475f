import RingStore
import Timekeeping

/// What somebody agreed to, as far as it tells whether it still fits the site's notice.
public struct AgreedTerms: Hashable, Sendable {
    public let materialDigest: [UInt8]
    public let textDigest: [UInt8]
    public let retentionDays: Int

    public init(_ content: ConsentContent) {
        (materialDigest, textDigest, retentionDays) = (
            content.materialDigest, content.textDigest, content.retentionDays
        )
    }
}

/// How many faces are enrolled until which day and under which terms, kept as faces come and go: whoever asks does not wait until
/// everybody has been looked at.
struct FaceTally: Equatable {
    struct Group: Hashable {
        /// Nil: without an end.
        var lastDay: CivilDay?
        /// Nil: there is no consent.
        var terms: AgreedTerms?
    }

    private(set) var groups: [Group: Int] = [:]
    private(set) var total = 0

    mutating func add(_ group: Group) {
        groups[group, default: 0] += 1
        total += 1
    }

    mutating func remove(_ group: Group) {
        guard let count = groups[group] else { preconditionFailure("a face goes that never came") }
        groups[group] = count == 1 ? nil : count - 1
        total -= 1
    }
}

extension RecordStore {
    /// Faces whose last day has not passed, by the terms that were agreed to; nil for those without a consent.
    public var facesByTerms: [AgreedTerms?: Int] {
        var counts: [AgreedTerms?: Int] = [:]
        for (group, count) in faceTally.groups where group.lastDay.map({ $0 >= today }) ?? false {
            counts[group.terms, default: 0] += count
        }
        return counts
    }

    /// Their last days, with how many end then.
    var facesByLastDay: [CivilDay: Int] {
        var counts: [CivilDay: Int] = [:]
        for (group, count) in faceTally.groups {
            if let day = group.lastDay, day >= today { counts[day, default: 0] += count }
        }
        return counts
    }

    /// The face of somebody who is there comes or goes; its consent is known.
    func setFace(_ face: FaceEntry?, of person: PersonID) {
        if let before = people[person]!.face { faceTally.remove(before.group) }
        people[person]!.face = face
        if let face { faceTally.add(face.group) }
    }

    func face(_ record: RecordID, under receipt: ReceiptID, _ expiry: Expiry) -> FaceEntry {
        let terms = consents[receipt].map { AgreedTerms($0.consent.content) }
        return FaceEntry(record: record, receipt: receipt, expiry: expiry, terms: terms)
    }
}

extension RecordStore.FaceEntry {
    fileprivate var group: FaceTally.Group {
        guard case .after(let day) = expiry else { return FaceTally.Group(lastDay: nil, terms: terms) }
        return FaceTally.Group(lastDay: day, terms: terms)
    }
}

extension RecordStore {
    /// Somebody goes, with whatever face there is.
    func forgetFace(of entry: PersonEntry) { if let face = entry.face { faceTally.remove(face.group) } }
}
