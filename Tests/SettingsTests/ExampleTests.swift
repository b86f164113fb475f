import Door
import Law
import Settings
import Testing
import Timekeeping

/// The files in the checkout, found from this source file.
let checkout = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

@Suite("The files we ship") struct ExampleTests {
    static let rates = ErrorRates(falseMatchOneIn: 100, falseNonMatchPerTenThousand: 150, packIdentity: "test pack")

    static func findings(_ site: SiteDeclaration) -> [Finding] {
        let clock = ClockReading(
            uptime: Uptime(milliseconds: 0), wall: WallTime(seconds: 1_772_413_200), trust: .trusted)
        return Gates.findings(
            for: Facts(
                site: site, alternatives: [Alternative(.card, isHealthy: true), Alternative(.keypad, isHealthy: true)],
                clock: clock, expiryIsCurrent: true, errorRates: rates))
    }

    @Test(
        "Examples load; only the hotel room is refused by law, and only by R8",
        arguments: [
            ("residential-compound", []), ("office", []), ("hotel-room", [RequirementID.R8]),
        ]) func examples(name: String, blockers: [RequirementID]) throws
    {
        let site = try loadSite(path: "\(checkout)/Config/examples/\(name).toml").get()
        #expect(site.declaration.isDemonstration)
        let findings = Self.findings(site.declaration)
        #expect(Gates.faceBlockers(findings) == blockers, "\(findings)")
        #expect(findings.allSatisfy { $0.verdict != .amber }, "\(findings)")
    }

    @Test("The tour's site says what the tour needs") func residentialCompound() throws {
        let site = try loadSite(path: "\(checkout)/Config/examples/residential-compound.toml").get()
        #expect(site.declaration.retentionDays == 90)
        #expect(site.declaration.matchMode == .verify)
        #expect(site.declaration.purpose == .doorAccess)
        #expect(site.match.falseMatchOneIn == 100)
        #expect(site.door.strikeMilliseconds == 3000)
        #expect(site.door.failure == .failSafe)
        #expect(Notice.make(for: site.declaration, errorRates: Self.rates).pages.count == 5)
    }

    @Test("The bench board loads") func bench() throws {
        let board = try loadBoard(path: "\(checkout)/Board/bench.toml").get()
        #expect(board.kind == .bench)
        #expect(board.flash.blockCount == 64)
        #expect(board.flash.blockBytes == 65_536)
        #expect(board.flash.programUnitBytes == 16)
        #expect(board.flash.file == ".menshen/bench/flash.bin")
        #expect(board.screen.pngDirectory == ".menshen/bench/screens")
        #expect((board.screen.widthPixels, board.screen.heightPixels) == (800, 1280))
        #expect(board.clockStart == nil)
    }
}
