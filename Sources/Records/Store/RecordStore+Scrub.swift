import RingStore
import Timekeeping

extension RecordStore {
    /// Reads everything, moves what stands in blocks with damage or weak bits, erases those, and writes down that it did.
    /// Mount again afterwards: records may have been lost.
    /// - Parameter erasingUnreadable: also blocks that are out of service, with whatever is in them.
    public func scrub(
        erasingUnreadable: Bool, at now: WallTime, progress: (Int, Int) -> Void
    ) throws(RecordsError) -> ScrubReport {
        let report: ScrubReport
        do { report = try ring.scrub(erasingUnreadable: erasingUnreadable, progress: progress) } catch {
            throw RecordsError(.store(error))
        }
        guard !report.renewed.isEmpty else { return report }
        let blocks = BlockWords.list(report.renewed.map(\.block))
        let lost = report.lost.values.reduce(0) { $0 + $1.count }
        let detail = Self.proof(of: "\(lost) records lost, blocks \(blocks)", ring.promises.records.erasesPhysically)
        try deliver(nextLine(JournalDraft(.processing, "store.scrubbed", detail: detail), about: nil, at: now))
        return report
    }

    /// What the bytes of the store are used for.
    public func usage(of ring: RingID) -> RingUsage { self.ring.usage(of: ring) }
    public var wear: WearSummary { ring.wearSummary }
}
