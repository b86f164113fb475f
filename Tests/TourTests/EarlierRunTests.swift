import Controller
import FlashLab
import Foundation
import Hardware
import Law
import PseudoTerminal
import Records
import RingStore
import Testing
import Timekeeping

@testable import menshen

@Suite("How the run before ended") struct EarlierRunTests {
    private let flash = LabFlash(FlashGeometry(blockCount: 32, blockBytes: 8192, programUnitBytes: 16))
    private let clock = SimulatedClock(start: LabPlace.start, runsByItself: false)
    private let place: LabPlace

    init() throws { place = try LabPlace(flash) }

    private func keeper() -> StoreKeeper {
        let (place, clock) = (place, clock)
        return StoreKeeper(
            clock: clock, say: { _ in }, open: { place },
            worker: {
                StorageWorker(
                    $0, notice: Notice.make(for: SiteDeclaration(), errorRates: nil), packDigest: nil, clock: clock)
            })
    }

    /// A start: what it reads of the run before, and its own first line.
    private func start(_ keeper: StoreKeeper) throws -> EarlierRun {
        guard case .mounted(_, let earlier) = keeper.mount() else { throw Failure.notMounted }
        try write([.started], keeper)
        return earlier
    }

    private enum Failure: Error { case notMounted, notWritten }

    private func write(_ events: [ProcessingEvent], _ keeper: StoreKeeper) throws {
        for event in events {
            guard case .done = keeper.carryOut(.journal(.processing(event), at: LineStamp(clock.read().wall))) else {
                throw Failure.notWritten
            }
        }
    }

    @Test("the first start, an end in order, and every other end, one after the other") func ends() throws {
        let first = keeper()
        #expect(try start(first).end == .firstStart)
        try write([.stopped(by: "SIGTERM from process 1")], first)
        let stop = clock.read().wall
        clock.pass(milliseconds: 60_000)
        // A mount of the same run tells the same.
        guard case .mounted(_, let again) = first.mount() else { throw Failure.notMounted }
        #expect(again.end == .firstStart)

        let second = keeper()
        #expect(try start(second).end == .inOrder(by: "SIGTERM from process 1", at: stop))
        let last = clock.read().wall
        clock.pass(milliseconds: 60_000)

        let third = keeper()
        #expect(try start(third).end == .withoutWord(lastLine: last))
        try write([.console(by: "anna", "stopped"), .gatesChanged(blockedBy: [])], third)
        #expect(try start(keeper()).end == .withoutWord(lastLine: clock.read().wall))
    }

    @Test("an evacuation that nobody has ended goes on after a restart, and after the next one") func evacuation()
        throws
    {
        let first = keeper()
        #expect(try start(first).isEvacuating == false)
        try write([.doorInput("fire"), .doorInput("exit pressed")], first)
        let second = keeper()
        #expect(try start(second).isEvacuating)
        try write([.doorInput("fire goes on"), .doorInput("guard pressed")], second)
        let third = keeper()
        #expect(try start(third).isEvacuating)
        try write([.doorInput("fire reset")], third)
        #expect(try start(keeper()).isEvacuating == false)
    }

    @Test("a call for help that nobody has ended goes on after a restart") func duress() throws {
        let first = keeper()
        #expect(try start(first).isUnderDuress == false)
        try write([.relay(.duress, isOn: true, at: Uptime(milliseconds: 1)), .doorInput("fire")], first)
        let second = keeper()
        #expect(try start(second).isUnderDuress)
        let at = Uptime(milliseconds: 1)
        try write([.relay(.alarm, isOn: false, at: at), .relayAtRest(.duress, at: at), .stopped(by: "a test")], second)
        let third = keeper()
        #expect(try start(third).isUnderDuress)
        try write([.relay(.duress, isOn: false, at: Uptime(milliseconds: 1))], third)
        #expect(try start(keeper()).isUnderDuress == false)
    }

    @Test("what the store writes by itself at a mount stands over the last word, and hides it not") func over() throws {
        let first = keeper()
        _ = try start(first)
        for number in 0..<9 {
            guard
                case .said = first.carryOut(
                    .addPerson(PersonRequest(number: "1\(number)", card: nil, pin: SecretText("4711".utf8))))
            else { throw Failure.notWritten }
        }
        try write([.stopped(by: "a test")], first)
        // As a mount does that finishes removals.
        guard case .said = first.carryOut(.removePerson(number: "11")) else { throw Failure.notWritten }
        guard case .inOrder("a test", _) = try start(keeper()).end else { Issue.record("not in order"); return }
    }

    @Test("secrets that were refused are told with their times, other refusals are not") func refused() throws {
        let first = keeper()
        _ = try start(first)
        try write([.console(by: "login anna", "refused"), .console(by: "anna (auditor)", "refused: people")], first)
        let time = clock.read().wall
        clock.pass(milliseconds: 5_000)
        try write(
            [.console(by: "passphrase", "refused"), .console(by: "bert (installer)", "door unlock, x: refused")], first)
        let second = keeper()
        #expect(try Set(start(second).refusedSecrets) == [time, clock.read().wall])
        for _ in 0..<EarlierRun.recentLines { try write([.storageTried], second) }
        #expect(try start(keeper()).refusedSecrets.isEmpty)
    }
}

/// The firmware itself: ended in each way, and asked at the next start.
@Suite("Ending the firmware", .serialized) struct EndingTests {
    private static let arguments = StoreJournalTests.arguments

    /// The `last run` row of the next start.
    private func lastRun(_ firmware: Firmware) throws -> String {
        let next = try firmware.run(Self.arguments, typing: "status\nstatus -k\n")
        #expect(next.status == 0)
        return next.lines.filter { $0.hasPrefix("last run ") || $0.hasPrefix("last_stop") }.joined(separator: "\n")
    }

    /// Runs until it answers at a console, then ends it.
    private func run(_ firmware: Firmware, isService: Bool, _ signal: Int32) throws {
        let cable = PseudoTerminal()
        let process = Process()
        process.executableURL = Firmware.executable
        process.currentDirectoryURL = firmware.directory
        process.arguments = Self.arguments + ["--console", cable.path] + (isService ? ["--service"] : [])
        let typed = Pipe()
        (process.standardInput, process.standardOutput) = (typed, FileHandle.nullDevice)
        try process.run()
        _ = cable.receive(until: "menshen> \u{1B}[K")
        cable.type(Array("batch on\rstatus -k\r".utf8))
        while !cable.receive(until: "ok\r\n").contains("store_fault=\r\n") { cable.type(Array("status -k\r".utf8)) }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect((process.terminationReason == .exit && process.terminationStatus == 0) == (signal != SIGKILL))
    }

    @Test("the first start, 'quit', the end of the input") func bench() throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        let first = try firmware.run(Self.arguments, typing: "status\nquit\n")
        #expect(first.output.contains("\nlast run none: this is the first start of this store\n"))
        #expect(
            try lastRun(firmware).contains(
                /ended in order 20.*, by 'quit' at the bench\nlast_stop=in order\nlast_stop_utc=20/))
        #expect(try lastRun(firmware).contains("by the end of the bench's input"))
    }

    @Test("a signal that asks, and one that does not, with and without a bench", arguments: [false, true])
    func signals(isService: Bool) throws {
        let firmware = try Firmware()
        defer { firmware.remove() }
        for (signal, name) in [(SIGTERM, "SIGTERM"), (SIGINT, "SIGINT")] {
            try run(firmware, isService: isService, signal)
            #expect(try lastRun(firmware).contains("by \(name) from process \(getpid())\n"), "\(name)")
        }
        try run(firmware, isService: isService, SIGKILL)
        #expect(
            try lastRun(firmware).contains(
                /last run ended WITHOUT A WORD after 20.*: power, kill or fault\nlast_stop=without a word\n/))
    }
}
