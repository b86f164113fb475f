import RingStore
import Timekeeping

extension RecordStore {
    /// Notes what of each journal ends before `newToday`: the oldest line that stays tells what it follows. Call it while
    /// the ending lines are still in the index, for a line that was lost to damage is no line that has expired.
    func noteDropped(before newToday: CivilDay) {
        for journal in Journal.allCases {
            let infos = ring.records(in: journal.ring, evenHidden: true)
            guard let ended = infos.last(where: { $0.expiry.hasPassed(on: newToday) }) else { continue }
            guard let stays = infos.first(where: { !$0.expiry.hasPassed(on: newToday) }) else {
                dropped[journal] = tips[journal]
                continue
            }
            guard stays.id.number == ended.id.number + 1, let line = try? readLine(stays.id, journal) else { continue }
            dropped[journal] = ChainPlace(sequence: line.sequence - 1, hash: line.previousHash)
        }
    }

    /// Signs where the chains stand, so that they go on, and can be believed, when their beginning has expired. At the end
    /// of a day; a journal to which nothing has happened keeps the checkpoint it has.
    /// - Parameter day: a day that is believed.
    func writeCheckpoints(on day: CivilDay) throws(RecordsError) {
        for journal in Journal.allCases {
            guard let last = tips[journal] else { continue }
            let dropped = dropped[journal] ?? .start
            let old = checkpoints[journal]
            guard old?.value.last != last || old?.value.dropped != dropped else { continue }
            let checkpoint = JournalCheckpoint(
                journal, day: day, last: last, dropped: dropped, by: identity)
            var batch = ring.makeBatch()
            batch.add(checkpoint, expiry: .never, replacing: old?.record)
            let counts = journal == .doors ? addCounts(to: &batch) : []
            do {
                let ids = try ring.append(batch, to: .people)
                checkpoints[journal] = (ids[0], checkpoint)
                if journal == .doors { keep(counts, as: ids.dropFirst()) }
            } catch { throw RecordsError(.store(error)) }
        }
    }

    /// At mount: where the chain goes on, from the newest line that is kept or the last checkpoint.
    ///
    /// When lines were written after the last checkpoint and the power then stayed off until all had expired, their hashes
    /// are gone with them. The chain then begins anew behind them, with zeros, and the next checkpoint says so.
    func readTip(of journal: Journal, _ checkpoint: JournalCheckpoint?) {
        let infos = ring.records(in: journal.ring)
        let next = ring.nextID(in: journal.ring).number
        dropped[journal] = checkpoint?.dropped
        if let newest = infos.last {
            do { tips[journal] = ChainPlace(try readLine(newest.id, journal)) } catch {
                mountReport.damagedRecords += 1
                tips[journal] = ChainPlace(sequence: newest.id.number, hash: JournalLine.noHash)
            }
        } else if let checkpoint, checkpoint.last.sequence + 1 >= next {
            tips[journal] = checkpoint.last
        } else if next > 1 {
            tips[journal] = ChainPlace(sequence: next - 1, hash: JournalLine.noHash)
        }
        noteDroppedWhileOff(infos.first, journal)
    }

    /// Days that passed without power are expired by the ring's mount. What is missing at the beginning has expired only if the
    /// mount has seen it expired, up to the line before the oldest that is kept; else it was lost.
    private func noteDroppedWhileOff(_ oldest: RecordInfo?, _ journal: Journal) {
        guard let expired = mountReport.ring.expiredThrough[journal.ring] else { return }
        guard let oldest else {
            if let tip = tips[journal], tip.sequence <= expired.number { dropped[journal] = tip }
            return
        }
        guard oldest.id.number == expired.number + 1, let line = try? readLine(oldest.id, journal) else { return }
        dropped[journal] = ChainPlace(sequence: line.sequence - 1, hash: line.previousHash)
    }

    /// At the end of a mount; what was dropped meanwhile is signed, if there is room.
    func signDropped() throws(RecordsError) {
        let isNew = Journal.allCases.contains {
            (dropped[$0] ?? .start) != (checkpoints[$0]?.value.dropped ?? .start)
        }
        guard isNew, !mustRemount else { return }
        do { try writeCheckpoints(on: ring.settledDay) } catch {
            guard error.isFull else { throw error }
        }
    }
}
