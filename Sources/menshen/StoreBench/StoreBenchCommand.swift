import Arguments
import Glibc
import RingStore

/// `menshen bench store`: how fast, how small and how gentle the store is, on a simulated flash of its own.
struct StoreBenchCommand {
    enum Part: String, CaseIterable { case mount, steady, days }

    static let command = Command(
        ["bench", "store"],
        summary: "measure the store on a simulated flash of its own: time, memory, bytes written, wear",
        options: [
            Option("only", .choice(Part.allCases.map(\.rawValue)), .repeated, help: "leave the other parts out"),
            Option("people", .integer("COUNT", 1...1_000_000), .otherwise("100000"), help: "how many to mount"),
            Option("ring", .integer("MEBIBYTES", 1...1024), .otherwise("64"), help: "size of the people ring"),
            Option("flash", .text("FILE"), help: "mount from this file too; made when it is not there, and it stays"),
            Option(
                "steps", .text("FILE"), help: "write the steps of `days`, a line each, so that a peer can repeat them"),
            Option("json", .flag, help: "print one JSON object"),
        ])

    static let blockBytes = 64 << 10

    let parts: [Part], people: Int, ringBlocks: Int, flashPath: String?, stepsPath: String?, isJSON: Bool

    init(_ invocation: Invocation) {
        let only = invocation.texts("only").compactMap(Part.init(rawValue:))
        parts = only.isEmpty ? Part.allCases : only
        people = invocation.integer("people")
        ringBlocks = (invocation.integer("ring") << 20) / Self.blockBytes
        flashPath = invocation.optionalText("flash")
        stepsPath = invocation.optionalText("steps")
        isJSON = invocation.flag("json")
    }

    func carryOut() throws(Refusal) -> Int32 {
        if let stepsPath { try write(DayWorkload().lines(), to: stepsPath) }
        var sections: [BenchSection] = []
        for trial in trials where parts.contains(trial.part) {
            let section = try run(trial)
            if !isJSON {
                Output.write(((sections.isEmpty ? [] : [""]) + section.lines).joined(separator: "\n") + "\n")
            }
            sections.append(section)
        }
        if isJSON { Output.write(sections.json + "\n") }
        return ExitCode.success
    }

    private enum Trial {
        case mount(MountTrial)
        case steady(String, SteadyLoad, limitThousandths: Int?)
        case days(DayTrial)

        var part: Part {
            switch self {
            case .mount: .mount
            case .steady: .steady
            case .days: .days
            }
        }
    }

    private var trials: [Trial] {
        [
            .mount(MountTrial(people: people, ringBlocks: ringBlocks, blockBytes: Self.blockBytes)),
            .steady("one_period_70", load(fillPercent: 70, visitors: 0, warmUpTurns: 1), limitThousandths: 1200),
            .steady("visitors_60", load(fillPercent: 60, visitors: 10, warmUpTurns: 3), limitThousandths: 2500),
            .steady("visitors_70", load(fillPercent: 70, visitors: 10, warmUpTurns: 3), limitThousandths: nil),
            .days(DayTrial()),
        ]
    }

    private func run(_ trial: Trial) throws(Refusal) -> BenchSection {
        do throws(RingStoreError) {
            switch trial {
            case .steady(let name, let load, let limit): return try load.section(name, limit: limit)
            case .days(let trial): return try trial.section()
            case .mount: break
            }
        } catch { throw Refusal("the store of the bench: \(error)") }
        guard case .mount(let trial) = trial else { preconditionFailure("every other trial has returned") }
        return try trial.section(path: flashPath)
    }

    private func load(fillPercent: Int, visitors: Int, warmUpTurns: Int) -> SteadyLoad {
        SteadyLoad(
            ringBlocks: ringBlocks, blockBytes: Self.blockBytes, fillPercent: fillPercent, residentDays: 365,
            visitorsPerResident: visitors, warmUpTurns: warmUpTurns, measuredTurns: 2)
    }

    private func write(_ lines: [String], to path: String) throws(Refusal) {
        let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Refusal("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw Refusal("\(path): cannot be written")
        }
    }
}
