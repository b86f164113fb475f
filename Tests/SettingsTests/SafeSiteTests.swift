import Door
import Law
import SeededRandom
import Testing

@testable import Settings

@Suite("The site that is built in") struct SafeSiteTests {
    private func site(_ text: String) throws -> SiteSettings {
        try readSite(SafeSite.text(salvaging: Array(text.utf8)), file: "s.toml").get()
    }

    @Test(
        "of a file of which nothing can be read: a fail-safe door with an exit button, and no faces",
        arguments: [
            "", "#", "\u{0}", "[door", "[[door]]\nfailure = 3\n", "door = 5\n",
        ]) func nothing(text: String) throws
    {
        let site = try site(text)
        #expect(site.door.failure == .failSafe && site.door.hasExitButton && !site.door.hasContact)
        #expect(site.door.strikeMilliseconds == 5_000 && site.door.mode == .momentary)
        let findings = ExampleTests.findings(site.declaration)
        #expect(!Gates.faceBlockers(findings).isEmpty)
        #expect(site.declaration.ways == WayIn.allCases)
    }

    @Test("how the door is built is taken from what can be read") func salvage() throws {
        let site = try site(
            """
            [site]
            utc_offset_minutes = -60
            door = "two
            [door]
            strike_milliseconds = soon
            contact = true
            exit_button = false
            failure = "fail-secure"
            [alternatives]
            card_alone = true
            """)
        #expect(!site.declaration.opensByCardAlone)
        #expect(site.door.failure == .failSecure && site.door.hasContact && !site.door.hasExitButton)
        #expect(site.declaration.utcOffsetMinutes == -60 && site.declaration.door.isEmpty)
        #expect(try self.site("[door]\nfailure = \"fail-open\"\n").door.failure == .failSafe)
    }

    @Test("of any damaged file a site comes that loads", arguments: 0..<4 as Range<UInt64>) func damaged(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<500 {
            var bytes = Array(leastSite.utf8)
            for _ in 0...random.below(4) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            bytes = Array(bytes.prefix(random.below(bytes.count + 1)))
            let text = SafeSite.text(salvaging: bytes)
            if case .failure(let error) = readSite(text, file: "s.toml") { Issue.record("seed \(seed): \(error)") }
        }
    }
}
