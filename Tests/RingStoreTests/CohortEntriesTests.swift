import SeededRandom
import Testing

@testable import RingStore

@Suite("The body of a key record") struct CohortEntriesTests {
    @Test("Whatever days live: written and read they are the same, in the shorter of both kinds") func roundTrip() {
        var random = SplitMix64(seed: 4)
        for _ in 0..<400 {
            let table = CohortTable()
            var day = Int32(random.below(40)) - 20
            for _ in 0..<random.below(60) {
                day += random.below(3) == 0 ? Int32(1 + random.below(9)) : 1
                let key = LockedBytes(count: 32)
                for index in 0..<32 { key.bytes[index] = UInt8(truncatingIfNeeded: random.next()) }
                withExtendedLifetime(key) { table.add(day, key.readOnly) }
            }
            let forEver = LockedBytes(count: 32)
            if random.below(2) == 0 { withExtendedLifetime(forEver) { table.add(Int32.max, forEver.readOnly) } }
            for version in [FormatVersion.first, FormatVersion.current] {
                let (kind, byteCount) = CohortEntries.snapshot(of: table.cohorts, version: version)
                #expect(byteCount <= table.count * 36 && CohortEntries.isSnapshot(kind))
                #expect(version > FormatVersion.first || kind == CohortEntries.snapshotKind)
                let body = LockedBytes(count: byteCount)
                CohortEntries.write(table, as: kind, into: body.bytes)
                var read: [Int32: [UInt8]] = [:]
                CohortEntries.read(kind, body.readOnly) { read[$0] = Array($1) }
                #expect(read.keys.sorted() == table.cohorts)
                for (cohort, key) in read { #expect(table.key(for: cohort).map(Array.init) == key) }
            }
        }
    }

    @Test("A run that is longer than its record gives no key from beyond it") func overlong() {
        let body = LockedBytes(count: 8 + 64)
        Field<UInt32>(at: 4).set(3, in: body.bytes)
        var count = 0
        CohortEntries.read(CohortEntries.runsKind, body.readOnly) { _, _ in count += 1 }
        #expect(count == 0)
    }
}
