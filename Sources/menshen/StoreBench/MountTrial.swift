import Glibc
import Hardware
import Records
import RingStore
import Timekeeping

/// Many people, and how long it takes from nothing in memory to every template opened: on a flash in memory, and on a file
/// with and without the system's page cache.
struct MountTrial {
    var people: Int
    var ringBlocks: Int
    var blockBytes: Int
    var seed: UInt64 = 1

    struct Outcome: Equatable {
        var mountMicroseconds = 0
        /// From the start of the mount: every template's tag has been checked as well.
        var openedMicroseconds = 0
        var processorMicroseconds = 0
        var templates = 0
        var liveRecords = 0
        /// What the store keeps in memory to find them.
        var indexBytes = 0
        /// By how much memory grew at most, templates being opened included; nil when the system does not say.
        var peakBytes: Int?
    }

    /// A flash on which so many people are enrolled, their last days spread over a year.
    /// - Throws: `.full` when they do not fit.
    func makeFlash() throws(RingStoreError) -> MemoryFlash {
        let flash = MemoryFlash(geometry)
        let store = try BenchedStore(formatting: flash, ringBlocks: ringBlocks, seed: seed)
        for person in 0..<people {
            _ = try store.enrol(lastDay: BenchedStore.firstDay + person * 365 / max(1, people))
        }
        return flash
    }

    var geometry: FlashGeometry { BenchedStore.geometry(ringBlocks: ringBlocks, blockBytes: blockBytes) }

    func run(on flash: any Flash) throws(RingStoreError) -> Outcome {
        var outcome = Outcome()
        ProcessUse.forgetPeak()
        let peak = ProcessUse.peakBytes
        let (start, processorStart) = (ProcessUse.microseconds, ProcessUse.processorMicroseconds)
        let store = try BenchedStore.mount(flash, entropy: SeededEntropy(seed: seed &+ 1))
        outcome.mountMicroseconds = ProcessUse.microseconds - start
        _ = try store.readAll(in: .people, where: { $0.kind == RecordKind.faceTemplates.rawValue }) { _, reader in
            if reader.bytes.count == BenchedStore.templateBytes { outcome.templates += 1 }
        }
        outcome.openedMicroseconds = ProcessUse.microseconds - start
        outcome.processorMicroseconds = ProcessUse.processorMicroseconds - processorStart
        let statistics = store.statistics(of: .people)
        (outcome.liveRecords, outcome.indexBytes) = (statistics.liveRecords, statistics.indexBytes)
        if let peak, let highest = ProcessUse.peakBytes { outcome.peakBytes = highest - peak }
        return outcome
    }

    /// Of three: others may be at work on this machine.
    private func quickest(on flash: any Flash) throws(RingStoreError) -> Outcome {
        var best = try run(on: flash)
        for _ in 0..<2 {
            let next = try run(on: flash)
            if next.openedMicroseconds < best.openedMicroseconds { best = next }
        }
        return best
    }

    /// - Parameter path: a flash file to mount from as well. One that is there is mounted before anything else takes memory;
    ///   one that is not is made, with these people.
    func section(path: String?) throws(Refusal) -> BenchSection {
        var fileFigures: [BenchFigure] = []
        let memory: MemoryFlash
        if let path {
            let file = BenchFlashFile(path: path, geometry: geometry)
            let isFresh = !file.isThere
            if isFresh { try file.make(from: refusing { () throws(RingStoreError) in try makeFlash() }) }
            fileFigures = try figures(of: file, memoryIsUntouched: !isFresh)
            memory = try file.copy()
        } else {
            memory = try refusing { () throws(RingStoreError) in try makeFlash() }
        }
        let outcome = try refusing { () throws(RingStoreError) in try quickest(on: memory) }
        let figures = [
            BenchFigure("people", "people, with one template each", .count(outcome.templates)),
            BenchFigure("flash_bytes", "flash", .bytes(memory.image.count)),
            BenchFigure("live_records", "records indexed", .count(outcome.liveRecords)),
            BenchFigure("index_bytes", "index", .bytes(outcome.indexBytes)),
            BenchFigure(
                "index_bytes_per_record", "  for each live record",
                .ratio(outcome.indexBytes, to: outcome.liveRecords), limit: .thousandths(48_000)),
        ]
        return BenchSection(
            name: "mount", words: "From cold start to every template opened",
            figures: figures + outcome.figures("memory", "flash in memory", limitMicroseconds: limitMicroseconds)
                + fileFigures)
    }

    private var limitMicroseconds: Int { 500_000 }

    /// What the peak is above the start says nothing where there is freed memory to take it from.
    private func figures(of file: BenchFlashFile, memoryIsUntouched: Bool) throws(Refusal) -> [BenchFigure] {
        try file.dropCache()
        let medium = try file.open()
        let cold = try refusing { () throws(RingStoreError) in try run(on: medium) }
        let warm = try refusing { () throws(RingStoreError) in try quickest(on: medium) }
        let peak = memoryIsUntouched ? cold.peakBytes : nil
        return cold.figures("file_cold", "flash file, not in the page cache", limitMicroseconds: limitMicroseconds)
            + warm.figures("file_warm", "flash file, in the page cache", limitMicroseconds: limitMicroseconds)
            + (peak.map { [BenchFigure("peak_bytes", "memory at its peak, above the start", .bytes($0))] } ?? [])
    }

    private func refusing<R>(_ body: () throws(RingStoreError) -> R) throws(Refusal) -> R {
        do { return try body() } catch { throw Refusal("the mount of \(people) people: \(error)") }
    }
}

extension MountTrial.Outcome {
    fileprivate func figures(_ name: String, _ words: String, limitMicroseconds: Int) -> [BenchFigure] {
        [
            BenchFigure("\(name)_mount_microseconds", "\(words): mounted", .microseconds(mountMicroseconds)),
            BenchFigure(
                "\(name)_opened_microseconds", "  and \(templates) templates opened", .microseconds(openedMicroseconds),
                limit: .microseconds(limitMicroseconds)),
            BenchFigure("\(name)_processor_microseconds", "  processor time", .microseconds(processorMicroseconds)),
        ]
    }
}
