import Controller
import Door
import Records
import Timekeeping

/// What is typed behind `person access NUMBER`: some of `groups=A,B|none`, `from=DATE|now`, `through=DATE|none`,
/// `extended=yes|no`.
enum AccessWords {
    static func change(_ text: String) throws(AccessError) -> AccessChange {
        var change = AccessChange(), seen: Set<String> = []
        for word in text.split(separator: " ") {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, seen.insert(String(parts[0])).inserted else {
                throw AccessError("'\(word)' is not one of \(forms), each once")
            }
            try take(String(parts[0]), String(parts[1]), &change)
        }
        return change
    }

    private static let forms = "groups=A,B|none, from=DATE|now, through=DATE|none, extended=yes|no"

    private static func take(_ key: String, _ value: String, _ change: inout AccessChange) throws(AccessError) {
        switch key {
        case "groups":
            let names = value.split(separator: ",", omittingEmptySubsequences: false)
            change.groups = try value == "none" ? [] : groups(names)
        case "from": change.from = try bound(value, key, unlimited: "now")
        case "through": change.through = try bound(value, key, unlimited: "none")
        case "extended": change.isExtended = try yesNo(value)
        default: throw AccessError("'\(key)' is not one of \(forms)")
        }
    }

    static func groups(_ names: [Substring]) throws(AccessError) -> [AccessName] {
        var groups: [AccessName] = []
        for name in names {
            guard let group = AccessName(String(name)) else {
                throw AccessError(
                    "'\(name)' is not a group's name of 1...\(AccessName.limitBytes) of a...z, 0...9 and -")
            }
            if !groups.contains(group) { groups.append(group) }
        }
        guard groups.count <= AccessRights.groupLimit else {
            throw AccessError("a person is in \(AccessRights.groupLimit) groups at most, got \(groups.count)")
        }
        return groups
    }

    private static func bound(
        _ value: String, _ key: String, unlimited: String
    ) throws(AccessError) -> AccessChange.Bound {
        if value == unlimited { return .unlimited }
        guard let day = CivilDay(value) else {
            throw AccessError("\(key) must be \(unlimited), or a day as 2026-12-31, got '\(value)'")
        }
        return .day(day)
    }

    static func yesNo(_ value: String) throws(AccessError) -> Bool {
        guard value == "yes" || value == "no" else { throw AccessError("extended must be yes or no, got '\(value)'") }
        return value == "yes"
    }
}
