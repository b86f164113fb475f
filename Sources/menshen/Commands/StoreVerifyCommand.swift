import Console
import Arguments
import Records
import RingStore
import Settings

/// `menshen store verify`: every byte of the flash looked at, and none changed.
struct StoreVerifyCommand {
    let boardPath: String, stateDirectory: String?
    let wantsJSON: Bool

    init(_ invocation: Invocation) {
        boardPath = invocation.text("board")
        stateDirectory = invocation.optionalText("state")
        wantsJSON = invocation.flag("json")
    }

    /// - Returns: 1 when anything is damaged.
    func carryOut() throws(Refusal) -> Int32 {
        let place = BenchPlace(try LoadedSettings.board(boardPath), override: stateDirectory)
        let store = try OfflineStore(place)
        let flash = try store.readOnlyFlash()
        let progress = Progress("verify: blocks read:")
        let found: StoreExamination
        do throws(RingStoreError) {
            found = try StoreExamination(flash, deviceKey: store.key, progress: progress.report)
        } catch { throw store.refusal(error) }
        print(wantsJSON ? found.json.text : found.lines.joined(separator: "\n"))
        return found.damage.isEmpty ? ExitCode.success : ExitCode.failure
    }
}

extension StoreExamination {
    fileprivate var lines: [String] {
        let sound = soundRecords.values.reduce(0) { $0 + $1.count }
        let rest = unfinished.isEmpty ? [] : ["left by a power cut, and finished by the next start:"]
        let result = damage.isEmpty ? "nothing is damaged" : "\(counted(damage.count, "damaged place")), \(lostWords)"
        return damage.map(\.words) + rest + unfinished.map { "  \($0.words)" } + [
            "\(blocksRead) blocks read: \(sound) records are sound, \(deadRecords) are no longer needed; \(result)"
        ]
    }

    private var lostWords: String {
        if damage.contains(where: { $0.loss == .everything }) { return "everything is lost" }
        let unknown = damage.contains { $0.loss == .unknown } ? ", and perhaps what cannot be named" : ""
        return "\(counted(lostRecords, "record")) lost\(unknown)"
    }

    fileprivate var json: JSONText {
        .object([
            "blocksRead": .number(blocksRead), "deadRecords": .number(deadRecords),
            "lostRecords": .number(lostRecords),
            "soundRecords": .object(
                Dictionary(uniqueKeysWithValues: soundRecords.map { ($0.key.word, JSONText.number($0.value.count)) })),
            "damage": .list(damage.map(\.json)),
            "unfinished": .list(
                unfinished.map {
                    .object([
                        "what": .string($0.what.rawValue), "block": .number($0.block.number),
                        "ring": .string($0.ring?.word ?? "root"),
                    ])
                }),
        ])
    }
}

private func counted(_ number: Int, _ what: String) -> String { "\(number) \(what)\(number == 1 ? "" : "s")" }

extension UnfinishedWork {
    fileprivate var words: String { "\(ring?.word ?? "root"), block \(block.number): \(what.words)" }
}

extension UnfinishedWork.What {
    fileprivate var words: String {
        switch self {
        case .erase: "an erase"
        case .opening: "an opening"
        case .batch: "records that were never committed"
        case .root: "the root block that does not count, or its newest entry"
        }
    }
}
