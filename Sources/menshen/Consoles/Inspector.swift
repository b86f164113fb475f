import Controller
import Door
import FaceCore

/// Answers what only the devices know. Belongs to the event loop; a self-test runs beside it.
final class Inspector {
    private let lines: any DoorLines
    private let camera: any FrameSource
    private let log: TerminalLog
    private let answers: Mailbox<Event>
    private let reply: (ConsoleID, Reply) -> Void
    private var selfTest: (thread: Thread, isOver: Mailbox<Void>)?

    init(
        lines: any DoorLines, camera: any FrameSource, log: TerminalLog, answers: Mailbox<Event>,
        reply: @escaping (ConsoleID, Reply) -> Void
    ) {
        (self.lines, self.camera, self.log, self.answers, self.reply) = (lines, camera, log, answers, reply)
    }

    func answer(_ console: ConsoleID, _ inspection: Inspection) {
        switch inspection {
        case .door(var report):
            report.activeInputs = try? lines.activeInputs()
            reply(console, .door(report))
        case .camera(var report):
            report.offer = camera.offer
            reply(console, .camera(report))
        case .log(let count): reply(console, .verbatim(log.newest(count)))
        case .selfTest: startSelfTest(console)
        }
    }

    /// Its parts read no settings and no pack: those were looked at when the terminal started.
    private func startSelfTest(_ console: ConsoleID) {
        if let selfTest {
            guard !selfTest.isOver.takeAll().isEmpty else {
                return reply(console, .failed("a self-test is under way"))
            }
            selfTest.thread.join()
        }
        let (answers, isOver) = (self.answers, Mailbox<Void>(isPolled: false))
        let thread = Thread {
            var lines: [String] = []
            _ = SelfTestCommand().run { lines.append($0) }
            isOver.put(())
            answers.put(.inspected(console, lines))
        }
        selfTest = (thread, isOver)
    }
}
