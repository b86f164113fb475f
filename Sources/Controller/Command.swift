import Door
import Law
import Records
import Timekeeping

/// A console command, parsed. Who may give it: see `roles`.
public enum Command: Equatable, Sendable {
    case status
    case law
    case lawWhy(RequirementID)
    /// - after: a personal number; the list goes on behind it. Nil: from the beginning.
    case people(after: String?)
    case personAdd(PersonRequest)
    case personPIN(number: String, SecretText)
    case personCard(number: String, SecretText)
    /// Another PIN, for when they are forced.
    case personDuress(number: String, SecretText)
    /// Somebody for one day, in a group, with a PIN that is made; nil: today.
    case visitorAdd(number: String, group: AccessName, day: CivilDay?)
    /// The face is deleted, everything else stays (R50).
    case personWithdraw(number: String)
    /// Leads the screen to the notice and the consent; the person decides there.
    case personEnrol(number: String)
    /// As CSV, without secrets; `after` as in `people`.
    case peopleExport(after: String?)
    case peopleImport([PersonRequest])
    case personRemove(number: String)
    case journal(count: Int)
    case journalVerify
    /// - isNext: goes on with the export that is under way.
    case journalExport(Journal, isNext: Bool)
    /// What the store is full of, and how worn it is.
    case storeFigures
    /// Opens every record.
    case storeVerify
    /// What will end, and when.
    case expiries
    case notice
    case door
    case clock
    case readers
    case camera
    case cameraAim(seconds: Int)
    case screenShow(SampleState)
    /// The newest lines of what the terminal has said, from memory.
    case log(count: Int)
    case selfTest
    case explainLast
    case login(AccountName, passphrase: SecretText)
    case logout
    /// - code: nil when a hand inside the enclosure stands for it.
    case claim(AccountName, code: SecretText?, passphrase: SecretText)
    case recover(AccountName, code: SecretText, passphrase: SecretText)
    /// One's own.
    case passphrase(old: SecretText, new: SecretText)
    /// Another recovery code, in place of one that was lost.
    case accountRecovery(passphrase: SecretText)
    case accounts
    case accountAdd(AccountName, Role, passphrase: SecretText)
    case accountRenew(AccountName, days: Int)
    case accountRemove(AccountName)
    /// By a second person, of what the first asked for.
    case approve(Matter)
    case reject
    /// - Parameter seen: the clock as it was when the first person asked; nil: as it is typed, before that is known.
    case clockConfirm(seen: ClockReading?)
    case decommission
    /// What proved the newest erasure, again.
    case certificate
    case doorUnlock(reason: String)
    /// Leaves the door open; nil: until somebody locks it.
    case doorHold(minutes: Int?, reason: String)
    /// Ends that.
    case doorLock
    /// Ends an evacuation.
    case doorReset
    /// Somebody was forced, and has been looked after.
    case duressEnd
    /// The walk along the wires of a door.
    case commission(CommissionCommand)
    /// The site's settings whose keys begin so; nil: all.
    case configShow(prefix: String?)
    /// What differs from the saved file, as commands.
    case configDiff
    /// In memory only; all of them or none.
    case configSet([SettingsChange])
    /// The keys go from the file, and their defaults hold; otherwise as `configSet`.
    case configUnset(keys: [String])
    /// The same, put back by itself unless it is confirmed in time.
    case configTry(seconds: Int, [SettingsChange])
    case configConfirm
    case configRevert
    case configSave
    /// The settings of the board.
    case board
    /// The next start uses the files again.
    case safeModeLeave
    /// The strike for a second, from a door that is secured.
    case doorTest
    /// Schedules, groups, the calendar, the door's own hours, and what of a person's rights is not everybody's.
    case access(AccessCommand)
}
