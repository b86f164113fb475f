import Controller
import Records

/// Flash and Argon2id: one job at a time, in order, answered by `.stored`; mounts, answered by `.mounted`.
///
/// A job that takes many steps (`expire`, `verifyJournal`) lets the others pass between two of them, so that no door waits for
/// it; a second one waits until the first is finished. When there is nothing to do, the thread makes ready what the next jobs
/// need, one erase at most at a time: a job that comes meanwhile waits for that one step.
final class StorageThread: Sendable {
    private enum Job: Sendable {
        case mount
        case request(Ticket, StorageRequest)
        case stop
    }

    private let jobs = Mailbox<Job>(isPolled: false)
    /// For the console: what mounts have found and finished.
    private let words = Mailbox<String>(isPolled: false)
    private let thread: Thread

    /// - Parameters:
    ///   - idles: false where random bytes must come in the same order every time, whoever is faster.
    ///   - makeKeeper: runs in this thread; gets what takes words for the console.
    init(
        answers: Mailbox<Event>, idles: Bool = true,
        _ makeKeeper: @escaping (@escaping (String) -> Void) -> StoreKeeper
    ) {
        let (jobs, words) = (self.jobs, self.words)
        let box = Handover(makeKeeper)
        thread = Thread {
            var work = Work(box.take()({ words.put($0) }), jobs, answers, idles: idles)
            work.run()
        }
    }

    func mount() { jobs.put(.mount) }
    func put(_ ticket: Ticket, _ request: StorageRequest) { jobs.put(.request(ticket, request)) }
    func takeWords() -> [String] { words.takeAll() }

    /// After the jobs that are already there; one that takes many steps is given up between two of them, and what it has not
    /// done is done by the next mount.
    func stopAndJoin() {
        jobs.put(.stop)
        thread.join()
    }

    /// The thread's own.
    private struct Work {
        private let keeper: StoreKeeper
        private let jobs: Mailbox<Job>
        private let answers: Mailbox<Event>
        /// Those that take many steps; the first is under way.
        private var long: [(ticket: Ticket, request: StorageRequest)] = []
        private let idles: Bool
        private var mayIdle = false

        init(_ keeper: StoreKeeper, _ jobs: Mailbox<Job>, _ answers: Mailbox<Event>, idles: Bool) {
            (self.keeper, self.jobs, self.answers, self.idles) = (keeper, jobs, answers, idles)
        }

        mutating func run() {
            while true {
                if let job = long.isEmpty && !mayIdle ? jobs.take() : jobs.takeIfAny() {
                    guard carryOut(job) else { return }
                    mayIdle = idles
                } else if !long.isEmpty {
                    goOn()
                } else {
                    mayIdle = keeper.idleStep()
                }
            }
        }

        /// False for the last one.
        private mutating func carryOut(_ job: Job) -> Bool {
            switch job {
            case .stop: return false
            case .mount:
                answers.put(.mounted(keeper.mount()))
            case .request(let ticket, let request) where request.takesManySteps:
                long.append((ticket, request))
                if long.count == 1 { begin() }
            case .request(let ticket, let request):
                guard let outcome = keeper.begin(request) else { preconditionFailure("a short job takes one step") }
                answers.put(.stored(ticket, outcome))
                keeper.keepTime()
            }
            return true
        }

        private mutating func begin() {
            answer(keeper.begin(long[0].request))
            keeper.keepTime()
        }
        private mutating func goOn() { answer(keeper.goOn(with: long[0].request)) }

        private mutating func answer(_ outcome: StorageOutcome?) {
            guard let outcome else { return }
            answers.put(.stored(long.removeFirst().ticket, outcome))
            if !long.isEmpty { begin() }
        }
    }
}

extension StorageRequest {
    /// Others may be carried out before it is finished.
    var takesManySteps: Bool {
        switch self {
        case .expire, .verifyJournal, .verifyStore, .addPeople: true
        default: false
        }
    }
}
