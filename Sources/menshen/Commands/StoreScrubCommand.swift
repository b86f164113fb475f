import Arguments
import Hardware
import Records
import RingStore
import Settings
import Timekeeping

/// `menshen store scrub`: reads everything, and moves what stands where it may not stay.
struct StoreScrubCommand {
    let boardPath: String, stateDirectory: String?
    let erasesUnreadable: Bool

    init(_ invocation: Invocation) {
        boardPath = invocation.text("board")
        stateDirectory = invocation.optionalText("state")
        erasesUnreadable = invocation.flag("erase-unreadable")
    }

    /// - Returns: 1 when records were lost, or something damaged had to stay.
    func carryOut() throws(Refusal) -> Int32 {
        let board = try LoadedSettings.board(boardPath)
        let store = try OfflineStore(BenchPlace(board, override: stateDirectory))
        let floor = try store.identity().floor
        let now = max(floor, board.clockStart ?? SimulatedClock.machineTime())
        let media = try StoreMedia(store.place, .working)
        let progress = Progress("scrub: blocks read:")
        let report: ScrubReport
        let found: RecordsMountReport
        do throws(RecordsError) {
            // No day is ended: that is for a terminal whose clock can be believed.
            let records = try RecordStore.mount(
                media.flash, as: .bench, deviceKey: store.key, settings: OfflineStore.settings, now: now,
                today: CivilDay(number: 0), entropy: SodiumEntropy(), anchor: media.anchor)
            found = records.mountReport
            report = try records.scrub(erasingUnreadable: erasesUnreadable, at: now, progress: progress.report)
        } catch { throw store.refusal(error) }
        if let words = found.words { print("at mount: \(words)") }
        report.lines.forEach { print($0) }
        return report.isComplete && found.ring.lostRecords == 0 ? ExitCode.success : ExitCode.failure
    }
}

extension ScrubReport {
    fileprivate var isComplete: Bool { lost.isEmpty && leftAlone.isEmpty && keyBlocks.isEmpty }

    fileprivate var lines: [String] {
        renewed.map { one in
            "\(one.ring.word), block \(one.block.number): \(one.reason.words); \(one.recordsMoved) records moved, erased and verified blank"
        }
            + lost.sorted { $0.key < $1.key }.flatMap { ring, ids in
                ids.map { "\(ring.word): record \($0.number) could not be opened, and is lost" }
            } + keyBlocks.map { "keys, block \($0.number): damaged; the keys are written anew by the next start" }
            + leftAlone.map {
                "block \($0.number) is out of service and stays as it is; --erase-unreadable gives up what is in it"
            } + ["\(blocksRead) blocks read three times; \(renewed.count) of them emptied and erased"]
    }
}

extension ScrubReport.Reason {
    fileprivate var words: String {
        switch self {
        case .damaged: "damaged"
        case .weak: "reads differently from one time to the next"
        case .unreadable: "was out of service, what was in it is given up"
        case .old: "was of an earlier format version"
        }
    }
}
