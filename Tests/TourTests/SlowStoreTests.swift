import Controller
import Door
import FlashLab
import Glibc
import Hardware
import Law
import Records
import RingStore
import Signage
import Synchronization
import Testing
import Timekeeping

@testable import menshen

@Suite("A store that takes its time") struct SlowStoreTests {
    @Test("a card and a PIN open before the record is written, also while the loop waits for the store")
    func opensMeanwhile() throws {
        let gate = Gate()
        let flash = GatedFlash(gate)
        let clock = SimulatedClock(start: LabPlace.start, runsByItself: true)
        let configuration = Configuration(
            site: SiteDeclaration(), doorPolicy: DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000),
            pack: nil, faceFault: nil, isBench: true, version: "test")
        let keeper = try Self.keeper(flash, clock, configuration.notice)
        #expect(keeper.mount().isMounted)
        _ = keeper.carryOut(
            .addPerson(PersonRequest(number: "1", card: SecretText("12345".utf8), pin: SecretText("4711".utf8))))

        let inbox = Mailbox<Event>(isPolled: true)
        let storage = StorageThread(answers: inbox) { _ in keeper }
        let lines = SimulatedDoorLines(policy: configuration.doorPolicy, now: { clock.read().uptime }) { edge, _ in
            if case .strike(released: true, _) = edge { gate.strikeMoved() }
        }
        let panel = PanelSize(widthPixels: 800, heightPixels: 1280)
        let loop = EventLoop(
            Controller(
                configuration,
                alternatives: [Alternative(.card, isHealthy: true), Alternative(.keypad, isHealthy: true)],
                leaf: .closed, at: clock.read()),
            clock: clock, inbox: inbox, storage: storage, vision: nil, doorLines: lines,
            painter: ScreenPainter(
                ScreenPainter.Drawn(
                    painter: try SignPainter(fonts: .debian, style: SignStyle(panel: panel, isBench: true)),
                    screen: NoScreen()), complain: { _ in }),
            say: { _, _ in }, complain: { _ in }, announce: { _ in }, logOut: { _ in }, observe: { _ in })
        loop.start()
        loop.settle()
        loop.handle(.card(CardFrame(.characters, SecretText("12345".utf8))))
        loop.settle()
        gate.hold()
        for digit in [4, 7, 1, 1] { loop.handle(.touch(.digit(digit))) }
        loop.handle(.touch(.enter))
        loop.settle()
        storage.stopAndJoin()
        #expect(gate.wasHolding, "the grant's record reached the store")
        #expect(gate.opening == .byStrike)
    }

    private static func keeper(_ flash: GatedFlash, _ clock: SimulatedClock, _ notice: Notice) throws -> StoreKeeper {
        let place = try LabPlace(flash)
        return StoreKeeper(
            clock: clock, say: { _ in }, open: { place },
            worker: { StorageWorker($0, notice: notice, packDigest: nil, clock: clock) })
    }
}

/// Holds every write back until the strike has moved; gives up after a while, so that a test which fails also ends.
private final class Gate: Sendable {
    enum Opening { case byStrike, byPatience }
    private struct State {
        var isHeld = false
        var wasHolding = false
        var opening: Opening?
    }
    private let state = Mutex(State())

    func hold() { state.withLock { $0.isHeld = true } }
    func strikeMoved() { open(.byStrike) }
    var wasHolding: Bool { state.withLock { $0.wasHolding } }
    var opening: Opening? { state.withLock { $0.opening } }

    private func open(_ how: Opening) {
        state.withLock {
            guard $0.isHeld else { return }
            ($0.isHeld, $0.opening) = (false, how)
        }
    }

    func pass() {
        for _ in 0..<2_000 {
            let isHeld = state.withLock {
                if $0.isHeld { $0.wasHolding = true }
                return $0.isHeld
            }
            if !isHeld { return }
            usleep(10_000)
        }
        open(.byPatience)
    }
}

private final class GatedFlash: Flash {
    private let inner = LabFlash(FlashGeometry(blockCount: 32, blockBytes: 8192, programUnitBytes: 16))
    private let gate: Gate
    init(_ gate: Gate) { self.gate = gate }

    var geometry: FlashGeometry { inner.geometry }
    var promises: FlashPromises { .memory }
    func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FlashError) {
        try inner.read(block, offsetBytes: offsetBytes, into: buffer)
    }
    func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        gate.pass()
        try inner.program(block, offsetBytes: offsetBytes, bytes)
    }
    func erase(_ block: BlockIndex) throws(FlashError) {
        gate.pass()
        try inner.erase(block)
    }
}

private final class NoScreen: Screen {
    let panel = PanelSize(widthPixels: 800, heightPixels: 1280)
    func show(_ picture: borrowing Picture, line: String) throws(ScreenError) {}
}
