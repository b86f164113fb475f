import RingStore
import Timekeeping

extension RecordStore {
    /// How often each kind of door decision was written, by ascending month, today's included.
    public var doorCounts: [DoorCounts] {
        var all = doorTallies.mapValues(\.counts)
        for (month, fresh) in uncounted { all[month, default: DoorCounts(month)].add(fresh) }
        return all.values.sorted { $0.month < $1.month }
    }

    /// A line was appended and has not been counted on flash yet.
    func tally(_ line: JournalLine, on day: CivilDay) {
        guard line.journal == .doors else { return }
        var month = CivilMonth(of: day)
        // Two months fit into one batch; a third waits only while no checkpoint can be written for weeks.
        if uncounted.count == 2, uncounted[month] == nil { month = uncounted.keys.max()! }
        uncounted[month, default: DoorCounts(month)].add(line.kind)
    }

    /// At mount: the lines behind the last checkpoint, with which the others were counted.
    func tallyUncounted(after checkpoint: JournalCheckpoint?) {
        let counted = checkpoint?.last.sequence ?? 0
        // A record's id is never lower than its line's number.
        for info in ring.records(in: .doors) where info.id.number > counted {
            // A damaged line is counted by nobody; verify misses its number.
            guard let line = try? readLine(info.id, .doors), line.sequence > counted else { continue }
            // One that got no key of its own may end later.
            var day = today
            if case .after(let lastDay) = info.expiry { day = min(lastDay + -RecordRetention.doorDays, today) }
            tally(line, on: day)
        }
    }

    /// Adds what is not on flash yet to the batch of the door journal's checkpoint: a line is counted with the checkpoint
    /// that covers it, once.
    /// - Returns: the months, in the batch's order.
    func addCounts(to batch: inout RecordBatch) -> [DoorCounts] {
        var revised: [DoorCounts] = []
        for (month, fresh) in uncounted.sorted(by: { $0.key < $1.key }) {
            let old = doorTallies[month]
            var counts = old?.counts ?? DoorCounts(month)
            counts.add(fresh)
            guard !counts.expiry.hasPassed(on: today) else { continue }
            batch.add(counts, expiry: counts.expiry, replacing: old?.record)
            revised.append(counts)
        }
        return revised
    }

    func keep(_ revised: [DoorCounts], as ids: some Collection<RecordID>) {
        for (counts, id) in zip(revised, ids) { doorTallies[counts.month] = (id, counts) }
        uncounted = [:]
    }
}
