import Records
import RingStore

/// The store from format to a cut append, on a flash in memory with seeded entropy: what comes back, what does not, and every
/// bit that is left on the flash.
struct StorePart {
    /// BLAKE2b-256 of the flash when the rehearsal is over. No other implementation of the format exists; it was taken from
    /// this one, x86-64 and arm64 alike, and changes whenever the format, the seed or the rehearsal does.
    static let knownAnswer = Digest(
        hexadecimal: "b75c8959c0d6f9cc357acfde20b3d73171935a9b208aa6ce4eac7ac325c083e6")

    var expected = knownAnswer

    func run() -> SelfTestReport {
        var rehearsal = StoreRehearsal()
        do throws(RecordsError) { try rehearsal.run() } catch {
            rehearsal.report.failures.append("after \(rehearsal.report.details.last ?? "nothing"): \(error)")
            return rehearsal.report
        }
        var report = rehearsal.report
        let digest = Digest(of: rehearsal.flash.image)
        report.summary = "\(rehearsal.flash.image.count >> 10) KiB of flash, digest \(digest.short)"
        report.expect("digest of the flash", expected, came: digest)
        return report
    }
}
