import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// A second PIN, for when somebody is forced.
@Suite struct DuressPINTests {
    @Test("Either PIN is told apart, before and after a mount; a wrong one and another person's are neither")
    func match() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        let id = try store.add("1", pin: "4711"), other = try store.add("2", pin: "4711")
        try store.setDuress("902846", of: id)
        for _ in 0..<2 {
            #expect(try store.match("4711", of: id) == .own && store.match("902846", of: id) == .duress)
            #expect(try store.match("902847", of: id) == nil && store.match("902846", of: other) == nil)
            #expect(try store.byNumber("1", "902846") == .duress && store.byNumber("2", "902846") == nil)
            store = try Bench.mount(flash)
        }
    }

    @Test("What somebody who has seen the one would try next is refused, and nothing is written")
    func near() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1", pin: "47190"), nobody = try store.add("2", pin: nil)
        let before = flash.image
        for pin in ["47190", "47191", "47199", "09174", "471", "4719x", ""] {
            #expect(throws: RecordsError.self, "\(pin)") { try store.setDuress(pin, of: id) }
        }
        #expect(throws: RecordsError.self) { try store.setDuress("123456", of: nobody) }
        #expect(flash.image == before)
        for pin in ["47192", "57190", "471900"] { try store.setDuress(pin, of: id) }
        #expect(try store.match("471900", of: id) == .duress && store.match("57190", of: id) == nil)
    }

    @Test("Another PIN takes the second one with it; another last day keeps both")
    func changes() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        let id = try store.add("1", pin: "4711")
        try store.setDuress("902846", of: id)
        for lastDay in [Bench.firstDay + 9, Bench.firstDay + 4, Bench.firstDay + 20] {
            try store.setAccess(of: id, AccessRights(), validThrough: lastDay, at: Bench.now)
            store = try Bench.mount(flash)
            #expect(try store.match("4711", of: id) == .own && store.match("902846", of: id) == .duress)
        }
        try Array("5822".utf8).withUnsafeBytes { try store.setPIN($0, of: id, at: Bench.now) }
        #expect(try store.match("5822", of: id) == .own)
        #expect(try store.match("902846", of: id) == nil && store.match("4711", of: id) == nil)
    }

    @Test("It goes with the person, from every block")
    func removal() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1", pin: "4711")
        try store.setDuress("902846", of: id)
        _ = try store.removePerson(id, at: Bench.now)
        #expect(Examination(flash)[.pin] == 0)
        #expect(try store.match("902846", of: id) == nil)
    }

    @Test("A record without it is read, and has none; one that is cut is none; who has one is not to be seen")
    func format() throws {
        let key = LockedBytes(count: 32), id = PersonID(rawValue: 7)
        let credential = Array("4711".utf8).withUnsafeBytes {
            PINCredential(person: id, pin: $0, key: key, entropy: SeededEntropy(seed: 4))!
        }
        let both = Array("902846".utf8).withUnsafeBytes { credential.with(duress: $0, key: key)! }
        let bytes = Self.bytes(of: credential)
        #expect(bytes.count == 96 && Self.bytes(of: both).count == 96 && Self.bytes(of: both) != bytes)
        for count in 0...96 {
            let read = Array(bytes[..<count]).withUnsafeBytes { bytes in
                var reader = ByteReader(bytes)
                return PINCredential(from: &reader)
            }
            #expect((read != nil) == [64, 96].contains(count), "\(count)")
            guard let read else { continue }
            #expect(Array("4711".utf8).withUnsafeBytes { read.match($0, key: key) } == .own)
            #expect(Array("902846".utf8).withUnsafeBytes { read.match($0, key: key) } == nil)
        }
    }

    private static func bytes(of credential: PINCredential) -> [UInt8] {
        let memory = LockedBytes(count: 128)
        var writer = ByteWriter(over: memory)
        credential.write(to: &writer)
        return [UInt8](memory.readOnly.prefix(writer.count))
    }

    @Test("Random digits: every one comes, none more often than the others") func digits() throws {
        let store = try Bench.mount(try Bench.formatted())
        var counts = [UInt8: Int]()
        for digit in store.randomDigits(20_000) { counts[digit, default: 0] += 1 }
        #expect(Set(counts.keys) == Set(UInt8(ascii: "0")...UInt8(ascii: "9")))
        #expect(counts.values.allSatisfy { (1_800...2_200).contains($0) })
        #expect(store.randomDigits(6).count == 6)
    }

    @Test("The end of somebody's last day has a line of its own, without a name")
    func expiredPeople() throws {
        let store = try Bench.mount(try Bench.formatted())
        for number in ["1", "2"] { try store.add(number, validThrough: Bench.firstDay) }
        try store.add("3")
        _ = try store.expire(today: Bench.firstDay + 1, at: Bench.now)
        let lines = try store.tail(of: .processing, count: 99).filter { $0.entry.kind == "person.expired" }
        #expect(lines.map(\.entry.detail) == ["2 people, with all that was kept about them"])
        #expect(lines.allSatisfy { $0.entry.pseudonym == nil })
        _ = try store.expire(today: Bench.firstDay + 2, at: Bench.now)
        #expect(try store.tail(of: .processing, count: 99).count { $0.entry.kind == "person.expired" } == 1)
    }

    /// What the two PINs are worth after a cut.
    private struct Pins: Equatable {
        var own: String?
        var duress: String?
    }

    @Test("Cut everywhere: both PINs are as before the change under way or as after it, never one of each")
    func everyCut() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1", pin: "4711")
        flash.forgetSteps()
        var medium = Medium(Bench.geometry, image: flash.image)
        var told = [(steps: 0, pins: Pins(own: "4711", duress: nil))]
        func tell(_ own: String?, _ duress: String?) {
            told.append((flash.steps.count, Pins(own: own, duress: duress)))
        }
        try store.setDuress("902846", of: id)
        tell("4711", "902846")
        try store.setAccess(of: id, AccessRights(), validThrough: Bench.firstDay + 4, at: Bench.now)
        tell("4711", "902846")
        try store.setDuress("123789", of: id)
        tell("4711", "123789")
        try Array("5822".utf8).withUnsafeBytes { try store.setPIN($0, of: id, at: Bench.now) }
        tell("5822", nil)
        _ = try store.removePerson(id, at: Bench.now)
        tell(nil, nil)
        var cuts = 0
        for (number, step) in flash.steps.enumerated() {
            let index = told.lastIndex { $0.steps <= number }!
            for cut in PowerCut.ways(of: step, at: number, seed: 23, unitBytes: 16) {
                cuts += 1
                var left = medium
                cut.apply(step, to: &left)
                let after = try Bench.mount(left.flash, seed: 5)
                let found = try Self.pins(in: after, id)
                #expect([told[index].pins, told[index + 1].pins].contains(found), "\(cut): \(found)")
                #expect(try !after.mountReport.isDamaged && after.verify(.processing).holds, "\(cut)")
            }
            medium.apply(step)
        }
        #expect(cuts > 60)
    }

    private static func pins(in store: RecordStore, _ id: PersonID) throws -> Pins {
        var pins = Pins()
        for pin in ["4711", "5822", "902846", "123789"] {
            switch try store.match(pin, of: id) {
            case .own: pins.own = pin
            case .duress: pins.duress = pin
            case nil: break
            }
        }
        return pins
    }
}

extension RecordStore {
    fileprivate func setDuress(_ pin: String, of id: PersonID) throws {
        try Array(pin.utf8).withUnsafeBytes { try setDuressPIN($0, of: id, at: Bench.now) }
    }

    fileprivate func match(_ pin: String, of id: PersonID) throws -> PINMatch? {
        try Array(pin.utf8).withUnsafeBytes { try matchPIN($0, of: id) }
    }

    fileprivate func byNumber(_ number: String, _ pin: String) throws -> PINMatch? {
        try Array(pin.utf8).withUnsafeBytes { try person(number: PersonalNumber(number)!, pin: $0)?.match }
    }
}
