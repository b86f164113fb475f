import Controller
import Records

/// Flash and Argon2id: one job at a time, in order, answered by `.stored`.
final class StorageThread: Sendable {
    private enum Job: Sendable {
        case request(Ticket, StorageRequest)
        case stop
    }

    private let jobs = Mailbox<Job>(isPolled: false)
    private let thread: Thread

    /// - Parameter keeper: used by this thread alone from now on.
    init(_ keeper: StoreKeeper, answers: Mailbox<Event>) {
        let jobs = self.jobs
        let box = Handover(keeper)
        thread = Thread {
            let keeper = box.take()
            while case .request(let ticket, let request) = jobs.take() {
                answers.put(.stored(ticket, keeper.carryOut(request)))
            }
        }
    }

    func put(_ ticket: Ticket, _ request: StorageRequest) { jobs.put(.request(ticket, request)) }

    /// After the jobs that are already there.
    func stopAndJoin() {
        jobs.put(.stop)
        thread.join()
    }
}
