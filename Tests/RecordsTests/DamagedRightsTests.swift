import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// One bit of a flash is flipped, in everything that says when somebody may come in: they get no more than they were given.
@Suite struct DamagedRightsTests {
    private static let given = AccessRights(groups: ["night"], validFrom: Bench.firstDay)

    /// Somebody who had no record of rights first, then one, then another one.
    private func restricted() throws -> LabFlash {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.put(AccessTests.rules, at: Bench.now)
        let id = try store.add("1", card: "C1")
        try store.setAccess(of: id, AccessRights(groups: ["staff"]), validThrough: nil, at: Bench.now)
        try store.setAccess(of: id, Self.given, validThrough: nil, at: Bench.now)
        return flash
    }

    /// Every byte of the flash on which one of these records lies, headers and marks included.
    private func bytes(of kinds: [RecordKind], on flash: LabFlash) -> [Int] {
        let hits = flash.image.withUnsafeBytes {
            FlashSearch($0, geometry: Bench.geometry, deviceKey: Bench.deviceKey()).run().hits
        }
        return hits.filter { hit in kinds.contains { $0.rawValue == hit.kind } }.flatMap { $0.offset..<$0.offset + 144 }
    }

    @Test("A flipped bit takes rights away, or does nothing; nobody gets older ones back, or everybody's")
    func flips() throws {
        let flash = try restricted()
        let places = Set(bytes(of: [.person, .accessRights], on: flash)).sorted()
        #expect(places.count > 300)
        var lost = 0, kept = 0
        for (number, at) in places.enumerated() where number % 2 == 0 {
            var image = flash.image
            image[at] ^= 1 << UInt8(number / 2 % 8)
            let store: RecordStore
            do { store = try Bench.mount(MemoryFlash(Bench.geometry, image: image)) } catch { continue }
            guard let person = store.person(number: PersonalNumber("1")!) else {
                #expect(store.mountReport.isDamaged && store.card("C1") == nil, "byte \(at)")
                continue
            }
            let rights = store.accessRights(of: person.id)
            #expect(rights == Self.given || rights == .lost, "byte \(at): \(rights)")
            #expect(rights.areLost == (store.mountReport.peopleWithLostRights == 1), "byte \(at)")
            #expect(!rights.areLost || store.mountReport.isDamaged, "byte \(at)")
            if rights.areLost { lost += 1 } else { kept += 1 }
        }
        #expect(lost > 20 && kept > 20)
    }

    @Test("Rights that are lost stay lost over mounts, and are mended by giving them anew; no second record stays")
    func mended() throws {
        let flash = try restricted()
        let at = try #require(
            bytes(of: [.accessRights], on: flash).first { at in
                var image = flash.image
                image[at] ^= 1
                let store = try? Bench.mount(MemoryFlash(Bench.geometry, image: image))
                return store.map { $0.mountReport.peopleWithLostRights == 1 && $0.card("C1") != nil } ?? false
            })
        var image = flash.image
        image[at] ^= 1
        let damaged = LabFlash(Bench.geometry, image: image)
        let store = try Bench.mount(damaged)
        let id = store.card("C1")!.id
        #expect(store.accessRights(of: id) == .lost)
        #expect(store.memberCount(of: "night") == 0)
        #expect(throws: RecordsError.self) {
            try store.setAccess(of: id, .lost, validThrough: nil, at: Bench.now)
        }
        #expect(try Bench.mountCopy(damaged).accessRights(of: id) == .lost)
        for rights in [AccessRights(), Self.given] {
            try store.setAccess(of: id, rights, validThrough: nil, at: Bench.now)
            #expect(store.accessRights(of: id) == rights)
            let again = try Bench.mountCopy(damaged)
            #expect(again.accessRights(of: id) == rights && again.mountReport.peopleWithLostRights == 0)
        }
        // What was hidden is readable again at a later mount: it does not count, and goes.
        damaged.image[at] ^= 1
        let mounted = try Bench.mount(damaged, seed: 9)
        #expect(mounted.accessRights(of: id) == Self.given)
        #expect(Examination(damaged)[.accessRights] <= 2)
    }
}
