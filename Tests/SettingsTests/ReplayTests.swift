import Console
import Controller
import SeededRandom
import Testing

@testable import Settings

/// What `config diff` says, typed again on a fresh start.
@Suite("Differences as commands") struct ReplayTests {
    private static func carryOut(_ lines: [String], on sheet: SettingsSheet) throws -> SettingsSheet {
        var sheet = sheet
        for line in lines {
            switch ConsoleLanguage.parse(line, isEchoed: true) {
            case .nothing: continue
            case .command(.configSet(let changes), _):
                sheet = try SiteEditor.plain.setting(changes, in: sheet)
            case let other: Issue.record("'\(line)' is \(other)")
            }
        }
        return sheet
    }

    /// One key; of those that go only together, all.
    private static func changes(_ key: String, _ value: (String) -> String) -> [SettingsChange] {
        let keys = SiteKeys.journal.contains(key) ? SiteKeys.journal : [key]
        return keys.map { SettingsChange(key: $0, value: value($0)) }
    }

    @Test("any key with any value: the commands lead to the same settings") func each() throws {
        for (name, text) in try SiteKeys.texts() where name != "hotel-room" && name != "office" {
            let saved = try SiteKeys.sheet(text)
            for (key, values) in SiteKeys.samples {
                for index in values.indices {
                    let set = try SiteEditor.plain.setting(
                        Self.changes(key) { SiteKeys.samples[$0]![index] }, in: saved)
                    let lines = set.commands(from: saved)
                    #expect(lines.isEmpty == (set.entries == saved.entries), "\(name) \(key)")
                    #expect(try Self.carryOut(lines, on: saved).entries == set.entries, "\(name) \(lines)")
                }
            }
        }
    }

    @Test("many keys at once, in any order", arguments: 0..<4 as Range<UInt64>) func many(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for text in try SiteKeys.texts().values {
            let saved = try SiteKeys.sheet(text)
            var set = saved
            for _ in 0..<20 {
                let changes = Self.changes(SiteKeys.sorted[random.below(SiteKeys.samples.count)]) {
                    SiteKeys.samples[$0]![random.below(SiteKeys.samples[$0]!.count)]
                }
                set = try SiteEditor.plain.setting(changes, in: set)
            }
            let lines = set.commands(from: saved)
            #expect(lines.allSatisfy { $0.utf8.count <= ConsoleLanguage.longestLineBytes })
            let replayed = try Self.carryOut(lines, on: saved)
            #expect(replayed.entries == set.entries)
            #expect(replayed.live == set.live)
        }
    }
}
