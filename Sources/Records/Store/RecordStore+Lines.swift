import RingStore
import Timekeeping

/// Lines whose journal or whose key is not what it should be.
extension RecordStore {
    /// The last day of a journal's next line. When its day can get no key, for all blocks of keys but one are worn, it ends with
    /// the line before it, so that lines still end in their order; where there is none, with the next later day that has a key.
    func lineExpiry(of journal: Journal) -> Expiry {
        let wanted = RecordRetention.expiry(of: journal, day: today)
        let possible = ring.sealableExpiry(noEarlierThan: wanted)
        return possible == wanted ? wanted : ring.records(in: journal.ring).last?.expiry ?? possible
    }

    /// Lines that stand in the outbox alone go to their journal, in their order, before any other does.
    /// - Throws: `.full`; what was not delivered stays in the outbox.
    func deliverWaiting(in journal: Journal) throws(RecordsError) {
        while let next = waiting.firstIndex(where: { $0.line.journal == journal }) {
            try deliver(waiting[next].line)
            ring.release([waiting.remove(at: next).record], in: .people)
            mountReport.linesDelivered += 1
        }
    }
}
