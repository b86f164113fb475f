import Testing

@testable import Controller

/// A terminal that does not run by its file can be given one at the console.
@Suite("Settings of a terminal that does not run by its file") struct OtherFileTests {
    private static let file = Array("door.strike = \n".utf8)
    private static let readable = PlainSettings.sheet([4_000, 30_000, 5, 30])

    private func rig(_ mode: StartMode, edited: SettingsSheet? = nil) -> Rig {
        let written = edited?.text ?? Self.file
        return Rig(
            settings: SettingsDesk(PlainSettings.start, written: written, edited: edited, editor: PlainSettings()),
            startMode: mode)
    }

    @Test("a file that cannot be read is replaced by what runs, with what is set; what stood there is kept")
    func replaced() {
        var rig = rig(.lastGood(findings: ["line 1"]))
        #expect(rig.controller.openSettings?.unsavedKeys == 4, "nothing of the file is in force")
        #expect(rig.said(.configSet(.to("door.strike", 4_000))) == ["door.strike = 4000: at once"])
        #expect(rig.controller.door.policy.strikeMilliseconds == 4_000)
        #expect(
            rig.said(.configDiff) == [
                "# nothing of the file is used: 'config save' writes all of this in its place",
                "# and keeps what stands there beside it, as .broken",
                "config set door.strike 4000", "config set door.held 30000", "config set screen.result 5",
                "# at the next start:", "config set retention.days 90",
            ])
        let sheet = PlainSettings.sheet([4_000, 30_000, 5, 90])
        let saves = rig.send(.command(.configSave, from: ConsoleID(0))).saves
        #expect(saves == [SettingsSave(sheet: sheet, replaced: Self.file, keepsReplaced: true)])
        #expect(rig.send(.settingsSaved(.saved)).words == ["saved; the next start runs by it"])
        #expect(rig.said(.configDiff) == ["# nothing differs from the saved file"])
        #expect(rig.controller.openSettings == nil)
    }

    @Test("in safe mode the file is what is edited, and nothing of it takes effect") func safe() {
        var rig = rig(.safe(.unfinishedStarts(3)), edited: Self.readable)
        #expect(rig.controller.openSettings == nil)
        #expect(
            rig.said(.configShow(prefix: "door.strike")) == ["door.strike = 4000  (at the next start; now 3000)"])
        #expect(
            rig.said(.configSet(.to("door.strike", 5_000))) == [
                "door.strike = 5000: at the next start, once it is saved"
            ])
        #expect(rig.controller.door.policy.strikeMilliseconds == 3_000, "safe mode goes on as it is")
        #expect(rig.said(.configTry(seconds: 60, .to("door.strike", 6_000))).first?.hasPrefix("error: ") == true)
        #expect(rig.said(.configDiff) == ["config set door.strike 5000"])
        let sheet = PlainSettings.sheet([5_000, 30_000, 5, 30])
        let saves = rig.send(.command(.configSave, from: ConsoleID(0))).saves
        #expect(saves == [SettingsSave(sheet: sheet, replaced: Self.readable.text)])
        let said = rig.send(.settingsSaved(.saved)).words
        #expect(said == ["saved; 'safemode leave', and the next start runs by it"])
    }
}
