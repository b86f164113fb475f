import SeededRandom
import FlashLab
import RingStore
import Timekeeping

/// What a store must hold, as far as the caller has been told.
struct Model {
    struct Entry: Equatable {
        var text: String
        var expiry: Expiry
        /// What earlier revisions said: it goes with the record.
        var before: [String] = []
        var texts: [String] { before + [text] }
    }
    var entries: [RingID: [UInt64: Entry]] = [:]
    /// Texts that were deleted or have expired: nobody may read them again.
    var gone: Set<String> = []
    var today = Bench.firstDay

    func contents(of ring: RingID) -> [UInt64: String] { (entries[ring] ?? [:]).mapValues(\.text) }
}

/// A run of random work on a small store: the flash's steps, and the model after each call that returned.
struct Workload {
    struct Checkpoint {
        /// How many steps the flash had done when the call returned.
        var steps: Int
        var model: Model
        /// Texts that the call after this one may leave or not: the ones it appends, replaces or deletes.
        var name: String
    }

    static let rings = [RingID(1), RingID(2)]
    let start: [UInt8]
    private(set) var checkpoints: [Checkpoint] = []
    private(set) var steps: [LabFlash.Step] = []

    init(calls: Int, seed: UInt64) throws {
        let flash = try Bench.formatted(seed: seed)
        start = flash.image
        flash.forgetSteps()
        let store = try Bench.mount(flash, seed: seed &+ 1)
        var generator = SplitMix64(seed: seed)
        var model = Model()
        checkpoints.append(Checkpoint(steps: 0, model: model, name: "mount"))
        for number in 0..<calls {
            let name = try Self.call(number, store, &model, &generator)
            checkpoints.append(Checkpoint(steps: flash.steps.count, model: model, name: name))
        }
        steps = flash.steps
    }

    private static func call(
        _ number: Int, _ store: RingStore, _ model: inout Model, _ generator: inout SplitMix64
    ) throws -> String {
        let ring = rings[Int.random(in: 0..<rings.count, using: &generator)]
        let living = (model.entries[ring] ?? [:]).keys.sorted()
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<15 where !living.isEmpty:
            let victims = Set(
                (0..<Int.random(in: 1...2, using: &generator)).map { _ in living.randomElement(using: &generator)! })
            _ = try store.delete(victims.map { RecordID($0) }, in: ring)
            for victim in victims { model.gone.formUnion(model.entries[ring]!.removeValue(forKey: victim)!.texts) }
            return "delete \(victims)"
        case 15..<30 where !living.isEmpty:
            let id = living.randomElement(using: &generator)!
            let text = Self.text(number, 0, &generator)
            let old = model.entries[ring]![id]!
            do throws(RingStoreError) {
                try store.append([text], expiry: old.expiry, replacing: RecordID(id), to: ring)
            } catch {
                guard case .full = error.code else { throw error }
                return "full"
            }
            model.entries[ring]![id]!.before.append(old.text)
            model.entries[ring]![id]!.text = text
            return "replace \(id)"
        case 30..<38:
            model.today = model.today + Int.random(in: 1...2, using: &generator)
            _ = try store.expire(today: model.today)
            for (ring, entries) in model.entries {
                for (id, entry) in entries where entry.expiry.hasPassed(on: model.today) {
                    model.gone.formUnion(entry.texts)
                    model.entries[ring]![id] = nil
                }
            }
            return "expire"
        case 38..<42:
            try store.raiseFloor(to: WallTime(seconds: store.floor.seconds + 3600))
            return "floor"
        default:
            // Full is an answer, and it must come before anything is written.
            let texts = (0..<Int.random(in: 1...4, using: &generator)).map { Self.text(number, $0, &generator) }
            let expiry: Expiry =
                Bool.random(using: &generator)
                ? .never : .after(model.today + Int.random(in: 0...4, using: &generator))
            do throws(RingStoreError) {
                for (id, text) in zip(try store.append(texts, expiry: expiry, to: ring), texts) {
                    model.entries[ring, default: [:]][id.number] = Model.Entry(text: text, expiry: expiry)
                }
                return "append \(texts.count)"
            } catch {
                guard case .full = error.code else { throw error }
                return "full"
            }
        }
    }

    private static func text(_ number: Int, _ part: Int, _ generator: inout SplitMix64) -> String {
        "call \(number).\(part) " + String(repeating: "~", count: Int.random(in: 0...300, using: &generator))
    }
}
