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
            case .command(.configUnset(let keys), _):
                sheet = try SiteEditor.plain.setting(keys.map { SettingsChange(key: $0, value: nil) }, in: sheet)
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

    @Test("any key that may go: it is not written then, its default holds, and the commands lead there and back")
    func unset() throws {
        var (gone, needed) = (0, 0)
        for (name, text) in try SiteKeys.texts() {
            let saved = try SiteKeys.sheet(text)
            for entry in saved.entries where entry.isWritten {
                let keys = entry.group == nil ? [entry.key] : SiteKeys.journal
                let changes = keys.map { SettingsChange(key: $0, value: nil) }
                let set: SettingsSheet
                do throws(SettingsRefusal) { set = try SiteEditor.plain.setting(changes, in: saved) } catch {
                    // What a site cannot do without.
                    #expect(error.reasons.contains { $0.contains("missing") }, "\(name) \(error.reasons)")
                    needed += 1
                    continue
                }
                gone += 1
                #expect(set.entries.contains { $0.key == entry.key && !$0.isWritten })
                #expect(
                    zip(set.entries, saved.entries).filter { $0 != $1 }.map(\.0.key).sorted() == keys.sorted(),
                    "\(name) \(entry.key)")
                let lines = set.commands(from: saved)
                #expect(lines.contains("config unset \(keys.joined(separator: " "))"), "\(lines)")
                #expect(try Self.carryOut(lines, on: saved).entries == set.entries, "\(name) \(lines)")
                #expect(try Self.carryOut(saved.commands(from: set), on: set).entries == saved.entries)
                #expect(try SiteEditor.plain.setting(changes, in: set).text == set.text, "twice")
            }
        }
        #expect(gone > 20 && needed > 0)
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
