import CrashLab
import Glibc

/// What is tried: each kind of case, with how many a workload gives at most.
enum Kind: String {
    case cuts, faults, flips
}

let words = Array(CommandLine.arguments.dropFirst())
switch words.first {
case "--case" where words.count == 2: rerunCut(words[1])
case "--fault" where words.count == 2:
    rerunPair(words[1]) { workload, number in
        var fault = FaultCase(workload, number: number)
        return ("\(fault)", fault.fault())
    }
case "--flip" where words.count == 2:
    rerunPair(words[1]) { workload, bit in
        let flips = Flips(workload)
        guard flips.bits.contains(bit) else { refuse() }
        return ("\(workload.seed).\(bit)", flips.fault(bit: bit))
    }
case "--worker" where words.count == 5: work(words)
default: refuse()
}

/// Tries workload after workload, as many cases as it is told: `--worker KIND COUNT FIRST STRIDE`.
///
/// Prints `workload SEED SITUATIONS SHAPE` before each, `done N M` now and then, where M are cuts in a recovery or bits of a
/// header, `violation …` for each one, and `whole SEED` when each bit of the headers of an image has been flipped.
func work(_ words: [String]) {
    guard let kind = Kind(rawValue: words[1]), let count = Int(words[2]), let first = UInt64(words[3]),
        let stride = UInt64(words[4])
    else { refuse() }
    // By all workers: what is tried does not depend on how many there are.
    let total = UInt64(count) * stride
    var (done, special) = (0, 0)
    var (seed, turn) = (kind == .flips ? 0 : first, 0 as UInt64)
    /// - Returns: whether to go on.
    func tell(_ violation: String?, isSpecial: Bool = false) -> Bool {
        done += 1
        special += isSpecial ? 1 : 0
        if let violation { say("violation \(violation)") }
        if done % 500 == 0 || done == count { say("done \(done) \(special)") }
        return done < count
    }
    while done < count {
        let workload: Workload
        do { workload = try Workload(seed: seed) } catch {
            say("violation \(seed): the workload itself: \(error)")
            exit(1)
        }
        say("workload \(seed) \(workload.situations) \(workload.shape)")
        if let fault = workload.fault { say("violation \(seed): the workload itself: \(fault)") }
        switch kind {
        case .cuts:
            // Many workloads and a part of the points of each.
            Laboratory(workload, recoverEvery: 16, tryEvery: total < 50_000 ? 64 : 16).run { point, violation in
                tell(violation.map { "\($0)" }, isSpecial: point.second != nil)
            }
        case .faults:
            for number in 0..<40 {
                var fault = FaultCase(workload, number: number)
                guard tell(fault.fault().map { "\(fault): \($0)" }) else { break }
            }
        case .flips:
            // Every worker comes to every workload. The first eight have all units there are: where there is time for it, each
            // bit of their headers is flipped.
            let flips = Flips(workload)
            let share = seed < 8 && total >= 100_000 ? flips.headerBits * 5 / 4 : Int(min(5000, total / 24 + 1))
            let bits = flips.spread(share)
            for bit in bits where done < count {
                defer { turn = (turn + 1) % stride }
                guard turn == first else { continue }
                _ = tell(flips.fault(bit: bit).map { "\(seed).\(bit): \($0)" }, isSpecial: flips.isOfHeader(bit))
            }
            if done < count, bits.count >= flips.headerBits * 5 / 4 { say("whole \(seed)") }
        }
        seed += kind == .flips ? 1 : stride
    }
}

/// Reruns one cut point and says what did not hold.
func rerunCut(_ text: String) {
    guard let point = CutPoint(text) else { refuse() }
    do {
        let workload = try Workload(seed: point.workload)
        if let fault = workload.fault { fail("workload \(point.workload): \(fault)") }
        guard let found = Laboratory(workload, recoverEvery: 1).rerun(point) else {
            fail("there is no cut point \(text)")
        }
        if let violation = found { fail("\(violation)") }
        say("\(text): everything holds")
    } catch {
        fail("workload \(point.workload): \(error)")
    }
}

/// Reruns WORKLOAD.NUMBER.
func rerunPair(_ text: String, _ run: (Workload, Int) -> (name: String, fault: String?)) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let seed = UInt64(parts[0]), let number = Int(parts[1]), number >= 0 else { refuse() }
    do {
        let (name, fault) = run(try Workload(seed: seed), number)
        if let fault { fail("\(name): \(fault)") }
        say("\(name): everything holds")
    } catch {
        fail("workload \(seed): \(error)")
    }
}

func refuse() -> Never {
    say(
        """
        usage: crash-lab --worker cuts|faults|flips COUNT FIRST STRIDE
               crash-lab --case WORKLOAD.STEP.WAY[.STEP.WAY] | --fault WORKLOAD.NUMBER | --flip WORKLOAD.BIT
        """, to: 2)
    exit(2)
}

func fail(_ text: String) -> Never {
    say("crash-lab: \(text)", to: 2)
    exit(1)
}

/// One line, at once.
func say(_ text: String, to file: Int32 = 1) {
    let line = Array((text + "\n").utf8)
    _ = line.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
}
