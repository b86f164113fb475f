import RingStore
import Timekeeping

extension RecordStore {
    /// The day that hides is further than the day that ends: then nobody is added and nothing is enrolled, for what is
    /// hidden may come back, and a last day counted from a wrong day would be too late.
    public var isInDoubt: Bool { ring.today > ring.settledDay }

    func checkNotInDoubt() throws(RecordsError) {
        if isInDoubt { throw RecordsError(.clockInDoubt) }
    }

    /// What ended before `day` is not returned from now on; nothing is written, and nothing ended. It is there again after
    /// the next mount.
    public func hide(before day: CivilDay) {
        ring.hide(before: day)
        forgetHidden()
    }

    /// Looks at everybody, once for each day.
    private func forgetHidden() {
        guard forgottenBefore != ring.today else { return }
        forgottenBefore = ring.today
        func isThere(_ record: RecordID) -> Bool { ring.info(of: record, in: .people) != nil }
        for (id, entry) in people {
            if !isThere(entry.record) {
                hiddenPeople.append((id, entry.record))
                forget(id)
            } else if let face = entry.face, !isThere(face.record) {
                setFace(nil, of: id)
            }
        }
        consents = consents.filter { isThere($0.value.record) }
        doorTallies = doorTallies.filter { isThere($0.value.record) }
    }

    /// Writes down how long a jump of the clock has been in doubt, so that the wait is not begun anew at each start; nil: the
    /// doubt is over, and nothing of it stays.
    public func keep(_ doubt: ClockDoubt?) throws(RecordsError) {
        guard doubt != clockDoubt else { return }
        do throws(RingStoreError) {
            if let doubt {
                var batch = ring.makeBatch()
                batch.add(doubt, expiry: .never, replacing: clockDoubtRecord)
                clockDoubtRecord = try ring.append(batch, to: .people)[0]
            } else if let record = clockDoubtRecord {
                _ = try ring.delete([record], in: .people)
                clockDoubtRecord = nil
            }
        } catch { throw RecordsError(.store(error)) }
        clockDoubt = doubt
    }
}

/// Kind 15: `clock` (8), UTC seconds; `powered` (8), milliseconds.
extension ClockDoubt: SealableRecord {
    static let kind = RecordKind.clockDoubt

    func write(to writer: inout ByteWriter) {
        writer.integer(clock.seconds)
        writer.integer(poweredMilliseconds)
    }

    init?(from reader: inout ByteReader) {
        let clock: Int64 = reader.integer(), powered: Int64 = reader.integer()
        guard reader.isComplete else { return nil }
        self.init(clock: WallTime(seconds: clock), poweredMilliseconds: powered)
    }
}
