import CrashLab
import FlashLab
import Glibc
import RingStore

let words = Array(CommandLine.arguments.dropFirst())
switch words.first {
case "--case" where words.count == 2: rerun(words[1])
case "--worker" where words.count == 4: work(words)
default: refuse()
}

/// Cuts workload after workload, as many points as it is told: `--worker COUNT FIRST STRIDE`.
///
/// Prints `points N` now and then, `violation …` for each one, `workload N` before each.
func work(_ words: [String]) {
    guard let count = Int(words[1]), var seed = UInt64(words[2]), let stride = UInt64(words[3]) else { refuse() }
    var done = 0
    while done < count {
        say("workload \(seed)")
        let workload: Workload
        do { workload = try Workload(seed: seed) } catch {
            say("violation \(seed): the workload itself: \(error)")
            exit(1)
        }
        Laboratory(workload, recoverEvery: 37).run { point, violation in
            done += 1
            if let violation { say("violation \(violation)") }
            if done % 500 == 0 || done == count { say("points \(done)") }
            return done < count
        }
        seed += stride
    }
}

/// Reruns one cut point and says what did not hold.
func rerun(_ text: String) {
    guard let point = CutPoint(text) else { refuse() }
    do {
        guard let found = Laboratory(try Workload(seed: point.workload), recoverEvery: 1).rerun(point) else {
            fail("there is no cut point \(text)")
        }
        if let violation = found { fail("\(violation)") }
        say("\(text): everything holds")
    } catch {
        fail("workload \(point.workload): \(error)")
    }
}

func refuse() -> Never {
    say("usage: crash-lab --worker COUNT FIRST STRIDE | --case WORKLOAD.STEP.WAY[.STEP.WAY]", to: 2)
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
