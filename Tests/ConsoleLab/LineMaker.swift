import Console
import Controller
import SeededRandom

/// Lines for the console out of its own help: what can be typed, and what is wrong in one place.
public struct LineMaker {
    /// `person add NUMBER PIN [CARD]`, from every row of the help.
    private static let usages: [[String]] = ConsoleLanguage.help(for: .everyone).compactMap { row in
        guard row.hasPrefix("  "), !row.hasPrefix("   ") else { return nil }
        let text = row.dropFirst(2)
        let end = text.range(of: "  ")?.lowerBound ?? text.endIndex
        return text[..<end].split(separator: " ").map(String.init)
    }
    private static let secrets: Set = ["PIN", "PASSPHRASE", "NEW-PASSPHRASE", "CODE"]

    private static let right: [String: [String]] = [
        "NUMBER": ["1001", "1", "1234567890"], "AFTER": ["1001", "9"], "CARD": ["0412345678", "4711"],
        "COUNT": ["1", "10", "1000"], "DAYS": ["1", "180"], "R<n>": ["R14", "r1", "60"], "NAME": StoreDouble.names,
        "ROLE": ["installer", "auditor", "maintainer", "responsible"], "REASON": ["parcel at the door", "门口有包裹"],
        "SCHEDULE": ["office", "always", "never", "9-to-5"], "GROUP": ["staff", "a"],
        "DATE": ["2026-10-01", "2028-02-29"],
        "DAY": ["holiday", "mon", "sun", "ho"], "HOURS": ["mon-fri 08:00-18:00, sat 09:00-12:00", "always"],
        "SCHEDULE|none": ["office", "none"], "first-person": ["first-person", "f"],
        "CHANGES": ["groups=staff,night from=2026-10-01", "groups=none through=none extended=yes", "from=now"],
        "on|off": ["on", "off", "of"], "JOURNAL": ["processing", "doors"], "-k|--json": ["-k", "--json"],
        "WHAT": ["clock", "decommission"], "STATE": ["pattern", "idle"], "SECONDS": ["5", "30", "60"],
        "MINUTES": ["1", "90", "1440"],
        "KEY": ["door.strike_milliseconds", "site.door"], "VALUE": ["4000", "'East Gate'"],
        "KEY=VALUE": ["door.strike_milliseconds=4000"], "PREFIX": ["door"],
    ]
    /// What stands for an argument in the help, and nothing is known that fits.
    public static let unknown = Set(usages.joined().map(bare).filter { $0.contains(where: \.isUppercase) })
        .subtracting(right.keys).subtracting(secrets)
    private static let numbers = ["12x4", "-5", "+1", "1e3", "0x1f", "１２", "99999999999999999999999999", "1.5", "''"]
    private static let wrong: [String: [String]] = [
        "NUMBER": numbers, "AFTER": numbers, "CARD": numbers, "COUNT": numbers + ["0", "1001"],
        "DAYS": numbers + ["0", "181"], "R<n>": ["R0", "R61", "R999", "Rx", "R", "14R"],
        "NAME": ["Anna", "9a", "a_b", "aaaaaaaaaaaaaaaaaaaaaaaaa", "-", "é"], "ROLE": ["king", "root", "Auditor"],
        "on|off": ["maybe", "1"], "JOURNAL": ["x", "people"], "-k|--json": ["--xml", "-kk"],
        "REASON": [String(repeating: "x", count: 65)], "WHAT": ["law", "king"], "STATE": ["x", "17"],
        "SECONDS": numbers + ["0"],
        "SCHEDULE": ["Office", "a b", "aaaaaaaaaaaaaaaaaaaaaaaaa", "é"], "GROUP": ["A", "a_b"], "SCHEDULE|none": ["X"],
        "DATE": numbers + ["2026-02-29", "2026-13-01", "now"], "DAY": ["Monday", "x", "t"],
        "HOURS": ["mon", "08:00-18:00", "mon 18:00-08:00", "mon 08:00-25:00"], "first-person": ["last-person"],
        "CHANGES": ["group=a", "from=yesterday", "extended=maybe", "groups=a,b,c,d,e", "from=now from=now"],
    ]

    /// A command with its arguments; secrets are left out where they are asked for.
    static func line(_ random: inout SplitMix64, withSecrets: Bool) -> String {
        words(usages.randomElement(using: &random)!, &random, withSecrets).joined(separator: " ")
    }

    /// A command that asks for a secret.
    static func asking(_ random: inout SplitMix64) -> String {
        let asking = usages.filter { $0.contains { secrets.contains($0) } }
        return words(asking.randomElement(using: &random)!, &random, false).joined(separator: " ")
    }

    /// A line with one argument that cannot be right, or one word too many.
    static func wrongLine(_ random: inout SplitMix64) -> String {
        let usage = usages.randomElement(using: &random)!
        let places = usage.indices.filter { wrong[bare(usage[$0])] != nil }
        var words = usage.enumerated().compactMap { place, slot -> String? in
            if slot.first == "[", !places.contains(place) { return nil }
            return word(slot, &random, false)
        }
        guard let place = places.randomElement(using: &random), random.below(4) > 0 else {
            // Text goes on to the end of the line: there, too much is too long.
            let isText = usage.contains("REASON")
            // A value is the rest of the line, whatever stands there; keys are as many as there are.
            if usage.contains(where: { $0.contains("VALUE") || $0 == "KEY" }) { return wrongLine(&random) }
            // So is a passphrase at its end, which may have spaces in it.
            if usage.last?.hasSuffix("PASSPHRASE") == true { return wrongLine(&random) }
            return (words + [String(repeating: "too many words ", count: isText ? 5 : 1)]).joined(separator: " ")
        }
        words = usage[..<place].compactMap { word($0, &random, false) }
        words.append(wrong[bare(usage[place])]!.randomElement(using: &random)!)
        words += usage[(place + 1)...].filter { $0.first != "[" }.compactMap { word($0, &random, false) }
        return words.joined(separator: " ")
    }

    private static func words(_ usage: [String], _ random: inout SplitMix64, _ withSecrets: Bool) -> [String] {
        usage.compactMap { slot in
            if slot.first == "[", random.below(2) == 0 { return nil }
            return word(slot, &random, withSecrets)
        }
    }

    private static func bare(_ slot: String) -> String { slot.filter { $0 != "[" && $0 != "]" } }

    private static func word(_ slot: String, _ random: inout SplitMix64, _ withSecrets: Bool) -> String? {
        let slot = bare(slot)
        if secrets.contains(slot) { return withSecrets ? "4711471147" : nil }
        return right[slot]?.randomElement(using: &random) ?? slot
    }
}

extension Substring {
    /// The standard library has no search of its own for a text.
    fileprivate func range(of text: String) -> Range<Index>? {
        var place = startIndex
        while place < endIndex {
            if self[place...].hasPrefix(text) { return place..<index(place, offsetBy: text.count) }
            place = index(after: place)
        }
        return nil
    }
}
