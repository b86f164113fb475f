import Controller
import FlashLab
import Hardware
import Law
import Records
import RingStore
import Testing
import Timekeeping

@testable import menshen

/// What the storage thread does for PINs under duress and for visitors, on a real store.
@Suite("PINs and visitors on the store") struct CredentialStoreTests {
    private let clock = SimulatedClock(start: LabPlace.start, runsByItself: false)
    private let keeper: StoreKeeper

    init() throws {
        let clock = clock
        let place = try LabPlace(LabFlash(FlashGeometry(blockCount: 32, blockBytes: 8192, programUnitBytes: 16)))
        keeper = StoreKeeper(
            clock: clock, say: { _ in }, open: { place },
            worker: {
                StorageWorker(
                    $0, notice: Notice.make(for: SiteDeclaration(), errorRates: nil), packDigest: nil, clock: clock)
            })
        #expect(keeper.mount().isMounted)
    }

    private func pin(_ digits: String) -> SecretText { SecretText(digits.utf8) }

    private var today: CivilDay { clock.read().wall.civilDay(utcOffsetMinutes: 0) }

    @Test("a PIN under duress is told apart by number and by person, and has a line of its own in the door journal")
    func duress() throws {
        _ = keeper.carryOut(.addPerson(PersonRequest(number: "1", card: pin("12345"), pin: pin("4711"))))
        guard case .failed = keeper.carryOut(.setDuressPIN(number: "1", pin("4712"))) else {
            Issue.record("a PIN beside the first one was taken")
            return
        }
        guard case .said = keeper.carryOut(.setDuressPIN(number: "1", pin("902846"))) else {
            Issue.record("not set")
            return
        }
        guard case .person(let person?) = keeper.carryOut(.verifyNumber("1", pin: pin("4711"))) else {
            Issue.record("the first one")
            return
        }
        for request in [
            StorageRequest.verifyNumber("1", pin: pin("902846")), .verifyPIN(person.id, pin: pin("902846")),
        ] {
            guard case .underDuress(let found) = keeper.carryOut(request) else {
                Issue.record("the second one")
                return
            }
            #expect(found == person)
        }
        guard case .person(nil) = keeper.carryOut(.verifyPIN(person.id, pin: pin("902847"))) else {
            Issue.record("a wrong one")
            return
        }
        _ = keeper.carryOut(.journal(.duress(.cardAndPIN, person: person.id), at: LineStamp(clock.read().wall)))
        guard case .journal(let lines) = keeper.carryOut(.journalTail(count: 9)) else {
            Issue.record("no lines")
            return
        }
        let texts = lines.map(\.text)
        #expect(texts.contains { $0.hasPrefix("doors  duress  ") && $0.hasSuffix("  card+pin") }, "\(texts)")
        #expect(texts.contains { $0.hasPrefix("processing  pin.duress") }, "\(texts)")
    }

    @Test("a visitor comes in on one day, by their group, with a PIN that ends with it") func visitor() throws {
        _ = keeper.carryOut(.putRules([AccessRule(.group, "guests", "always")]))
        var pins: Set<String> = []
        for number in 9001...9004 {
            guard
                case .visitor(let digits) = keeper.carryOut(
                    .addVisitor(number: "\(number)", group: "guests", day: today))
            else {
                Issue.record("no visitor")
                return
            }
            #expect(digits.utf8.count == 6 && digits.allSatisfy(\.isNumber))
            pins.insert(digits)
            guard case .person(let person?) = keeper.carryOut(.verifyNumber("\(number)", pin: pin(digits))) else {
                Issue.record("the PIN is not theirs")
                return
            }
            #expect(person.lastDay == today && person.rights.validFrom == today && person.rights.groups == ["guests"])
        }
        #expect(pins.count == 4)
        for (group, day) in [("gone", today), ("guests", today + -1)] {
            guard case .failed = keeper.carryOut(.addVisitor(number: "9009", group: group, day: day)) else {
                Issue.record("\(group) on \(day)")
                return
            }
        }
        let digits = pins.first!
        clock.pass(milliseconds: 86_400_000)
        _ = keeper.carryOut(.expire(today: today))
        for number in 9001...9004 {
            guard case .person(nil) = keeper.carryOut(.verifyNumber("\(number)", pin: pin(digits))) else {
                Issue.record("still there")
                return
            }
        }
        guard case .journal(let lines) = keeper.carryOut(.journalTail(count: 5)) else {
            Issue.record("no lines")
            return
        }
        #expect(lines.contains { $0.text.contains("person.expired  4 people") }, "\(lines.map(\.text))")
    }
}
