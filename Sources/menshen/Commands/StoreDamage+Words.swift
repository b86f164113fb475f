import Console
import Records
import RingStore

extension StoreDamage {
    /// `people, block 7 at 4096: record 12, a card (through 2026-04-01): its body is altered; it is lost`
    var words: String {
        let subject = record.map { "\($0.words(isKeys: ring == .keys)): " } ?? ""
        return
            "\(ring?.word ?? "root"), block \(block.number) at \(offset): \(subject)\(what.words(byteCount)); \(loss.words)"
    }

    var json: JSONText {
        var fields: [String: JSONText] = [
            "ring": .string(ring?.word ?? "root"), "block": .number(block.number), "offset": .number(offset),
            "bytes": .number(byteCount), "what": .string(what.rawValue), "loss": .string(loss.name),
        ]
        if let record { fields["record"] = record.json }
        if case .revision(let back) = loss { fields["backToRevision"] = .number(Int(back)) }
        return .object(fields)
    }
}

extension StoreDamage.What {
    fileprivate func words(_ byteCount: Int) -> String {
        switch self {
        case .medium: "the medium does not read it"
        case .rootEntry: "an entry of the root log is altered"
        case .blockHeader: "its label or opening is altered, so it is out of service"
        case .unknownVersion: "it has a format version that this firmware does not read, and is out of service"
        case .blank: "it should be blank and is not, so it is out of service"
        case .outOfService: "it stands in a block that is out of service"
        case .header: "its header is altered"
        case .mark: "its commit mark is altered"
        case .body: "its body is altered"
        case .lostBefore: "it could not be opened when it had to move"
        case .padding: "bytes behind it are altered"
        case .stray: "\(byteCount) bytes are no record"
        case .keyMissing: "the key of its last day is missing"
        case .keysMissing: "no generation of keys can be opened"
        }
    }
}

extension StoreDamage.Loss {
    fileprivate var name: String {
        switch self {
        case .nothing: "nothing"
        case .record: "record"
        case .revision: "revision"
        case .unknown: "unknown"
        case .everything: "everything"
        }
    }

    fileprivate var words: String {
        switch self {
        case .nothing: "nothing is lost by it"
        case .record: "it is lost"
        case .revision(let back): "it is lost, and its revision \(back) counts again"
        case .unknown: "what is lost cannot be told"
        case .everything: "everything is lost"
        }
    }
}

extension DamagedRecord {
    fileprivate func words(isKeys: Bool) -> String {
        let what = isKeys ? "keys of days" : RecordKind(rawValue: kind)?.words ?? "kind \(kind)"
        let name = revision == 0 ? "record \(id.number)" : "record \(id.number), revision \(revision)"
        return "\(isCertain ? "" : "perhaps ")\(name), \(what) (\(expiry.words))"
    }

    fileprivate var json: JSONText {
        .object([
            "id": .number(id.number), "revision": .number(Int(revision)), "kind": .number(Int(kind)),
            "isCertain": .yesNo(isCertain), "lastDay": expiry.json,
        ])
    }
}

extension Expiry {
    var words: String {
        switch self {
        case .never: "never expires"
        case .after(let day): "through \(day)"
        }
    }

    /// Null: never.
    var json: JSONText {
        switch self {
        case .never: .none
        case .after(let day): .string("\(day)")
        }
    }
}
