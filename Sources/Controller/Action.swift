import Door

/// What the event loop must do, in this order.
public enum Action: Sendable {
    case unlockStrike
    case lockStrike
    /// A relay beside the strike's.
    case setOutput(DoorOutput, isOn: Bool)
    /// No output has current any more: the last thing that is done with them.
    case rest
    /// The alarm begins or ends; in words for the console and the journal.
    case startAlarm(Alarm)
    case stopAlarm(Alarm)
    case show(Scene)
    /// Start the camera for this job; a job that is under way is dropped first.
    case startCapture(CaptureID, CaptureJob)
    /// Stop the camera and zero what it left.
    case stopCapture
    case store(Ticket, StorageRequest)
    /// Try again to mount the store; `.mounted` tells how it went.
    case mount
    case reply(ConsoleID, Reply)
    /// To be answered with what only the devices know.
    case inspect(ConsoleID, Inspection)
    /// A line for every console.
    case announce(String)
    /// Write the site's file; `.settingsSaved` tells how it went. One at a time.
    case saveSettings(SettingsSave)
    /// The starts that failed are forgotten; a service ends, to be started anew.
    case leaveSafeMode
    /// Whoever was logged in there is so no more.
    case logOut(ConsoleID)
}

/// A question that the Controller cannot answer by itself.
public enum Inspection: Sendable {
    /// The report without its inputs.
    case door(DoorReport)
    /// The report without what the camera offers.
    case camera(CameraReport)
    case log(count: Int)
    /// Takes seconds: not in the event loop.
    case selfTest
}

/// What somebody has to look after; it sounds until its cause is gone.
public enum Alarm: Hashable, Sendable {
    case door(DoorAlarm)
    case fire
    /// A wire chatters: nobody can say what it means.
    case line(DoorInput)
    /// The door's lines cannot be moved or read.
    case doorLines
    /// The store does not take records; grants by card are kept in memory for now.
    case storage
    /// A reader sends more cards than people hold to it; few of them are looked at.
    case cardFlood
    /// Somebody was forced to open. Silent: nobody is told who has not logged in, and nothing sounds.
    case duress
    /// The last good settings run, for the files have findings.
    case settings
    /// Settings that are built in run.
    case safeMode
    /// The clock has jumped ahead, and what would end by it is kept for now (R19).
    case clock
}

extension Alarm {
    /// Nil: what raises it is written down by itself, with the door's decisions.
    var journalWords: String? {
        switch self {
        case .door, .fire, .line, .doorLines, .cardFlood, .duress: nil
        case .storage: "storage"
        case .settings: "settings"
        case .safeMode: "safe mode"
        case .clock: "clock"
        }
    }
}
