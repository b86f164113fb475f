import Controller
import Settings

/// Writes the site's file, which can take as long as its disk likes.
final class SettingsThread: Sendable {
    private enum Job: Sendable {
        case save(SettingsSave)
        case quit
    }

    private let jobs = Mailbox<Job>(isPolled: false)
    private let thread: Thread

    init(_ file: SiteFile, answers: Mailbox<Event>) {
        let jobs = self.jobs
        thread = Thread {
            while case .save(let save) = jobs.take() { answers.put(.settingsSaved(file.save(save))) }
        }
    }

    func put(_ save: SettingsSave) { jobs.put(.save(save)) }

    /// After the save that is under way.
    func stopAndJoin() {
        jobs.put(.quit)
        thread.join()
    }
}
