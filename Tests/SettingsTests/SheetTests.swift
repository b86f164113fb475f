import Controller
import Testing

@testable import Settings

@Suite("A site's settings, key by key") struct SheetTests {
    @Test("every key is there, in every file, in the same order; the samples know each") func keys() throws {
        let least = try SiteKeys.sheet(leastSite)
        #expect(Set(least.entries.map(\.key)) == Set(SiteKeys.samples.keys))
        #expect(least.entries.count == SiteKeys.samples.count)
        for text in try SiteKeys.texts().values {
            #expect(try SiteKeys.sheet(text).entries.map(\.key) == least.entries.map(\.key))
        }
    }

    @Test("what a file says, and what holds where it says nothing") func values() throws {
        let sheet = try SiteKeys.sheet(leastSite)
        let wanted: [(String, String?, Bool)] = [
            ("door.strike_milliseconds", "3000", true), ("door.contact", "true", true),
            ("match.false_match_rate", #""1 in 1000""#, true), ("door.held_open_milliseconds", "30000", false),
            ("site.door", "\"\"", false), ("alternatives.ways", #"["card+pin", "number+pin"]"#, false),
            ("retention.days", nil, false), ("journal.people", nil, false), ("match.mode", #""verify""#, false),
        ]
        for (key, value, isWritten) in wanted {
            #expect(sheet.entry(key).value == value && sheet.entry(key).isWritten == isWritten, "\(key)")
        }
    }

    @Test("a default that is written down changes nothing else") func defaults() throws {
        let site = try SiteSheet.read(Array(leastSite.utf8), file: "s.toml").get()
        var count = 0
        for entry in site.sheet.entries where !entry.isWritten {
            // An empty [operator] or [necessity] is there, and the law tells the two apart.
            guard let value = entry.value, !entry.key.hasPrefix("operator."), !entry.key.hasPrefix("necessity.") else {
                continue
            }
            count += 1
            let sheet = try SiteEditor.plain.setting([SettingsChange(key: entry.key, value: value)], in: site.sheet)
            let written = try SiteSheet.read(sheet.text, file: "s.toml").get().settings
            #expect(written.declaration == site.settings.declaration, "\(entry.key)")
            #expect(written.door == site.settings.door && written.match == site.settings.match, "\(entry.key)")
            #expect(written.screen == site.settings.screen, "\(entry.key)")
        }
        #expect(count == 26)
    }

    @Test("a live key changes what is live and nothing that is declared; any other the other way round") func live()
        throws
    {
        for text in try SiteKeys.texts().values {
            let before = try SiteSheet.read(text, file: "s.toml").get()
            for entry in before.sheet.entries where !SiteKeys.journal.contains(entry.key) {
                for value in SiteKeys.samples[entry.key]! where value != entry.value {
                    let change = SettingsChange(key: entry.key, value: value)
                    let sheet = try SiteEditor.plain.setting([change], in: before.sheet)
                    let after = try SiteSheet.read(sheet.text, file: "s.toml").get()
                    #expect((after.settings.live != before.settings.live) == entry.isLive, "\(entry.key)")
                    guard entry.isLive else { continue }
                    #expect(after.settings.declaration == before.settings.declaration, "\(entry.key)")
                    #expect(after.settings.door.isBuilt(like: before.settings.door), "\(entry.key)")
                    #expect(after.settings.match.falseMatchOneIn == before.settings.match.falseMatchOneIn)
                    #expect(after.settings.match.agreeingFrames == before.settings.match.agreeingFrames)
                }
            }
        }
    }

    @Test("a board's keys too: what is optional says so") func board() throws {
        let path = "\(checkout)/Board/bench.toml"
        let (board, entries) = try loadBoardEntries(path: path).get()
        #expect(board == (try loadBoard(path: path).get()))
        #expect(entries.first { $0.key == "flash.size_kibibytes" }?.line() == "flash.size_kibibytes = 4096")
        #expect(entries.first { $0.key == "store.keys" }?.line() == "store.keys  (not set)")
        #expect(Set(entries.map(\.key)).count == entries.count)
    }
}
