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
        let (peak, start) = (ProcessUse.peakBytes, ProcessUse.microseconds)
        let store = try BenchedStore.mount(flash, entropy: SeededEntropy(seed: seed &+ 1))
        outcome.mountMicroseconds = ProcessUse.microseconds - start
        for info in store.records(in: .people) where info.kind == RecordKind.faceTemplates.rawValue {
            try store.read(info.id, in: .people) { reader in
                if reader.bytes.count == BenchedStore.templateBytes { outcome.templates += 1 }
            }
        }
        outcome.openedMicroseconds = ProcessUse.microseconds - start
        let statistics = store.statistics(of: .people)
        (outcome.liveRecords, outcome.indexBytes) = (statistics.liveRecords, statistics.indexBytes)
        if let peak, let highest = ProcessUse.peakBytes { outcome.peakBytes = highest - peak }
        return outcome
    }

    /// - Parameter directory: where a flash file may lie for a moment; nil: in memory only.
    func section(directory: String?) throws(Refusal) -> BenchSection {
        var flash: MemoryFlash? = try refusing { () throws(RingStoreError) in try makeFlash() }
        let inMemory = try refusing { () throws(RingStoreError) in try run(on: flash!) }
        var figures = [
            BenchFigure("people", "people, with one template each", .count(people)),
            BenchFigure("flash_bytes", "flash", .bytes(flash!.image.count)),
            BenchFigure("live_records", "records indexed", .count(inMemory.liveRecords)),
            BenchFigure("index_bytes", "index", .bytes(inMemory.indexBytes)),
            BenchFigure(
                "index_bytes_per_record", "  for each live record",
                .ratio(inMemory.indexBytes, to: inMemory.liveRecords), limit: .thousandths(48_000)),
        ]
        figures += inMemory.figures("memory", "flash in memory", limitMicroseconds: limitMicroseconds)
        if let directory {
            let file = try BenchFlashFile(directory: directory, copying: flash!)
            flash = nil
            figures += try self.figures(of: file)
        }
        return BenchSection(name: "mount", words: "From cold start to every template opened", figures: figures)
    }

    private var limitMicroseconds: Int { 500_000 }

    private func figures(of file: BenchFlashFile) throws(Refusal) -> [BenchFigure] {
        try file.dropCache()
        let medium = try file.open()
        let cold = try refusing { () throws(RingStoreError) in try run(on: medium) }
        let warm = try refusing { () throws(RingStoreError) in try run(on: medium) }
        return cold.figures("file_cold", "flash file, not in the page cache", limitMicroseconds: limitMicroseconds)
            + warm.figures("file_warm", "flash file, in the page cache", limitMicroseconds: limitMicroseconds)
            + (cold.peakBytes.map { [BenchFigure("peak_bytes", "memory at its peak, above the start", .bytes($0))] }
                ?? [])
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
        ]
    }
}
