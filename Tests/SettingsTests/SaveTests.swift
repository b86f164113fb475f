import Controller
import Foundation
import Testing

@testable import Settings

@Suite("Writing a site's file") struct SaveTests {
    /// A directory with one site file, and a save that is ready for it.
    private struct Place {
        let directory: URL
        var path: String { directory.appending(path: "site.toml").path }
        let old = Array(("# mine\n" + leastSite).utf8)
        let save: SettingsSave

        init() throws {
            directory = FileManager.default.temporaryDirectory.appending(path: "menshen-save-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            let change = SettingsChange(key: "door.strike_ms", value: "4000")
            let sheet = try SiteEditor.plain.setting([change], in: SiteKeys.sheet(old))
            save = SettingsSave(sheet: sheet, replaced: old)
            try write(old)
        }

        func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: path)) }
        func text(in other: URL? = nil) throws -> [UInt8] {
            try Array(Data(contentsOf: (other ?? directory).appending(path: "site.toml")))
        }
        var files: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: directory.path) } }
        func remove() { try? FileManager.default.removeItem(at: directory) }
    }

    @Test("the new text is there, with its mode, and nothing else is") func saved() throws {
        let place = try Place()
        defer { place.remove() }
        chmod(place.path, 0o640)
        #expect(SiteFile(path: place.path).save(place.save) == .saved)
        #expect(try place.text() == place.save.sheet.text)
        #expect(String(decoding: try place.text(), as: UTF8.self).hasPrefix("# mine\n"))
        #expect(try place.files == ["site.toml"])
        let mode = try FileManager.default.attributesOfItem(atPath: place.path)[.posixPermissions] as? Int
        #expect(mode == 0o640)
    }

    @Test(
        "a file that is not there is made; one that came meanwhile stays; what could not be read is kept beside the new one"
    )
    func others() throws {
        let place = try Place()
        defer { place.remove() }
        let made = SettingsSave(sheet: place.save.sheet, replaced: [])
        #expect(SiteFile(path: place.path).save(made) != .saved, "there is one, and it says something")
        #expect(try place.text() == place.old)
        try FileManager.default.removeItem(atPath: place.path)
        #expect(SiteFile(path: place.path).save(made) == .saved)
        #expect(try place.text() == place.save.sheet.text && place.files == ["site.toml"])

        try FileManager.default.removeItem(atPath: place.path)
        let (path, other) = (place.path, URL(filePath: place.path))
        let late = SiteFile(path: path) { reached throws(SiteFileError) in
            if reached == .readBack { try? Data([0x23]).write(to: other) }
        }
        #expect(late.save(made) != .saved)
        #expect(try place.text() == [0x23] && place.files == ["site.toml"])

        let broken = Array("[door\n".utf8)
        for _ in 1...2 {
            try place.write(broken)
            let save = SettingsSave(sheet: place.save.sheet, replaced: broken, keepsReplaced: true)
            #expect(SiteFile(path: place.path).save(save) == .saved)
            #expect(try place.text() == place.save.sheet.text)
            #expect(try place.files.sorted() == ["site.toml", "site.toml.broken"])
            #expect(try Array(Data(contentsOf: URL(filePath: place.path + ".broken"))) == broken)
        }
    }

    @Test("cut at any step: the old file or the new one is there, whole, and the next save works") func cuts() throws {
        for step in SiteFile.Step.allCases {
            let place = try Place()
            defer { place.remove() }
            // As it lies on the disk at that moment: nothing is tidied up after a cut.
            let cut = place.directory.appendingPathExtension("cut")
            defer { try? FileManager.default.removeItem(at: cut) }
            let (from, whole) = (place.directory, [place.old, place.save.sheet.text])
            let outcome = SiteFile(path: place.path) { reached throws(SiteFileError) in
                if reached == step { try? FileManager.default.copyItem(at: from, to: cut) }
            }.save(place.save)
            #expect(outcome == .saved)
            let found = try place.text(in: cut)
            #expect(whole.firstIndex(of: found) == (step == .renamed ? 1 : 0), "\(step)")
            let again = SettingsSave(sheet: place.save.sheet, replaced: found)
            #expect(SiteFile(path: cut.appending(path: "site.toml").path).save(again) == .saved)
            #expect(try place.text(in: cut) == place.save.sheet.text)
            #expect(try FileManager.default.contentsOfDirectory(atPath: cut.path) == ["site.toml"])
        }
    }

    @Test("a disk that fails at any step: one line, the old file whole, nothing left beside it") func failures() throws
    {
        for step in SiteFile.Step.allCases where step != .renamed {
            let place = try Place()
            defer { place.remove() }
            let outcome = SiteFile(path: place.path) { reached throws(SiteFileError) in
                if reached == step { throw .system("cannot be written", ENOSPC) }
            }.save(place.save)
            #expect(outcome == .failed("\(place.path): cannot be written: No space left on device"))
            #expect(try place.text() == place.old && place.files == ["site.toml"])
        }
    }

    @Test("somebody else's change is not lost, before it or in its middle") func changedByOthers() throws {
        let words = "was changed by somebody else since it was read; a new start reads it"
        let place = try Place()
        defer { place.remove() }
        let theirs = Array(("# theirs\n" + leastSite).utf8)
        let directory = place.directory
        let meanwhile = SiteFile(path: place.path) { reached throws(SiteFileError) in
            if reached == .synced { try? Data(theirs).write(to: directory.appending(path: "site.toml")) }
        }
        for file in [meanwhile, SiteFile(path: place.path)] {
            #expect(file.save(place.save) == .failed("\(place.path): \(words)"))
            #expect(try place.text() == theirs && place.files == ["site.toml"])
        }
    }

    @Test("read-only, gone, or not a file: said in one line") func refused() throws {
        let place = try Place()
        defer { place.remove() }
        chmod(place.path, 0o444)
        #expect(SiteFile(path: place.path).save(place.save) == .failed("\(place.path): is read-only"))
        #expect(try place.text() == place.old)
        unlink(place.path)
        let gone = "\(place.path): cannot be found: No such file or directory"
        #expect(SiteFile(path: place.path).save(place.save) == .failed(gone))
        #expect(try place.files == [])
    }

    @Test("what reads back otherwise does not become the file") func readBack() throws {
        let place = try Place()
        defer { place.remove() }
        let directory = place.directory
        let file = SiteFile(path: place.path) { reached throws(SiteFileError) in
            if reached == .synced { try? Data("x".utf8).write(to: directory.appending(path: ".site.toml.new")) }
        }
        #expect(file.save(place.save) == .failed("\(place.path): what was written reads back as something else"))
        #expect(try place.text() == place.old && place.files == ["site.toml"])
    }

    @Test("a link stays a link, and a stranger's link is not followed") func links() throws {
        let place = try Place()
        defer { place.remove() }
        let link = place.directory.appending(path: "link.toml")
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "site.toml")
        let victim = place.directory.appending(path: "victim")
        try Data("v".utf8).write(to: victim)
        try FileManager.default.createSymbolicLink(
            at: place.directory.appending(path: ".site.toml.new"), withDestinationURL: victim)
        #expect(SiteFile(path: link.path).save(place.save) == .saved)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "site.toml")
        #expect(try place.text() == place.save.sheet.text)
        #expect(try Data(contentsOf: victim) == Data("v".utf8))
    }
}
