import Testing

@testable import Law

@Suite("Digests of the notice") struct DigestTests {
    @Test("BLAKE2b-256, known answer") func knownAnswer() {
        // BLAKE2b-256 of the canonical form's bytes; checked against python3 hashlib.blake2b(digest_size=32).
        var form = CanonicalForm("a")
        form.add("b", "中")
        #expect(
            form.bytes == [
                1, 0, 0, 0, 0, 0, 0, 0, 97, 1, 0, 0, 0, 0, 0, 0, 0, 98, 3, 0, 0, 0, 0, 0, 0, 0, 0xE4, 0xB8, 0xAD,
            ])
        #expect("\(form.digest)" == "b3409eb432e1a59e63de8edc0234c058d55aa4dc797a2dec6f0a99e67cff5532")
    }

    @Test("Fields cannot run into each other") func lengths() {
        var one = CanonicalForm("n")
        var two = CanonicalForm("n")
        one.add("a", "bc")
        two.add("ab", "c")
        #expect(one.digest != two.digest)
    }

    @Test("The same declaration gives the same digests, a changed one does not") func changes() {
        let a = Notice.make(for: .complete, errorRates: .sample)
        let b = Notice.make(for: .complete, errorRates: .sample)
        #expect(a == b)
        let told = Notice.make(for: .complete.with { $0.operatorParty!.phone = "0571-5550 0199" }, errorRates: .sample)
        #expect(told.materialDigest == a.materialDigest && told.textDigest != a.textDigest)
        let moved = Notice.make(for: .complete.with { $0.placeKind = .office }, errorRates: .sample)
        #expect(moved.materialDigest != a.materialDigest && moved.textDigest == a.textDigest)
    }

    @Test("What is kept in records does not move by itself") func stable() throws {
        let notice = Notice.make(for: .complete, errorRates: .sample)
        try expectGolden("digests.txt", "material \(notice.materialDigest)\ntext     \(notice.textDigest)\n")
    }

    @Test("32 bytes, or nothing") func bytes() {
        #expect(
            NoticeDigest(bytes: Array(0..<32))?.description
                == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
        #expect(NoticeDigest(bytes: Array(0..<31)) == nil)
        #expect(NoticeDigest(bytes: []) == nil)
    }
}
