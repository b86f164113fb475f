import Console
import Arguments
import Records
import RingStore
import Settings

/// `menshen store info`: who the store is, and what its medium cannot promise.
struct StoreInfoCommand {
    let boardPath: String, stateDirectory: String?
    let wantsJSON: Bool

    init(_ invocation: Invocation) {
        boardPath = invocation.text("board")
        stateDirectory = invocation.optionalText("state")
        wantsJSON = invocation.flag("json")
    }

    func carryOut() throws(Refusal) -> Int32 {
        let place = BenchPlace(try LoadedSettings.board(boardPath), override: stateDirectory)
        let identity = try OfflineStore(place).identity()
        print(wantsJSON ? identity.json.text : identity.lines.joined(separator: "\n"))
        return ExitCode.success
    }
}

extension StoreIdentity {
    var idText: String { storeID.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

    fileprivate var lines: [String] {
        var lines: [String] = []
        func add(_ name: String, _ words: String) {
            lines.append(name + String(repeating: " ", count: max(1, 12 - name.count)) + words)
        }
        add("store", idText)
        add("kind", kind.name)
        let old = oldBlocks > 0 ? ", \(oldBlocks) blocks of an earlier one" : ""
        add("format", "version \(formatVersion)\(old), records of version \(RecordKind.version)")
        let bytes = geometry.blockCount * geometry.blockBytes
        let units = "program units of \(geometry.programUnitBytes)"
        add("geometry", "\(geometry.blockCount) blocks of \(geometry.blockBytes) bytes, \(bytes) in all; \(units)")
        add("media", promises.mediaWords)
        add("root", "\(StoreLayout.rootBlocks) blocks")
        for ring in rings {
            let capacity = capacityBytes(of: ring).map { ", \($0) bytes may live" } ?? ""
            let bad = badBlockCount(of: ring)
            add(ring.word, "\(blockCount(of: ring)) blocks\(bad > 0 ? ", \(bad) of them bad" : "")\(capacity)")
        }
        if !badBlocks.isEmpty { add("bad blocks", badBlocks.map { "\($0.number)" }.joined(separator: " ")) }
        add("time", "no time before \(floor.utcText) is believed, and no day before \(today)")
        add("wear", "\(wear.words)\(blocksWithoutCount > 0 ? "; \(blocksWithoutCount) blocks tell no count" : "")")
        for words in promises.notPromised { add("no promise", words) }
        return lines
    }

    fileprivate var json: JSONText {
        .object([
            "store": .string(idText), "kind": .string(kind.name), "formatVersion": .number(formatVersion),
            "oldBlocks": .number(oldBlocks), "recordVersion": .number(RecordKind.version),
            "badBlocks": .list(badBlocks.map { .number($0.number) }),
            "geometry": .object([
                "blocks": .number(geometry.blockCount), "blockBytes": .number(geometry.blockBytes),
                "programUnitBytes": .number(geometry.programUnitBytes),
            ]),
            "rings": .list(
                rings.map { ring in
                    .object([
                        "ring": .string(ring.word), "blocks": .number(blockCount(of: ring)),
                        "badBlocks": .number(badBlockCount(of: ring)),
                        "capacityBytes": capacityBytes(of: ring).map { .number($0) } ?? .none,
                    ])
                }),
            "floorSeconds": .number(Int(floor.seconds)), "today": .string("\(today)"), "wear": wear.json,
            "blocksWithoutCount": .number(blocksWithoutCount), "media": .string(promises.mediaWords),
            "notPromised": .list(promises.notPromised.map { .string($0) }),
        ])
    }
}

extension WearSummary {
    var words: String { "\(lowest) to \(highest) erases of a block, \(mean) on average" }

    /// With two decimals.
    private var mean: String {
        let rest = meanHundredths % 100
        return "\(meanHundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    var json: JSONText {
        .object([
            "lowest": .number(lowest), "highest": .number(highest), "meanHundredths": .number(meanHundredths),
        ])
    }
}
