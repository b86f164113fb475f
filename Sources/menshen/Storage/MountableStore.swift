import Records
import Timekeeping

/// The place of one store, from which it can be mounted again and again.
protocol MountableStore: AnyObject {
    /// For messages: its path.
    var name: String { get }
    /// The time that the store kept last, read without mounting it.
    func floor() throws(RecordsError) -> WallTime
    /// - Parameters:
    ///   - now: for the lines of what the mount finishes.
    ///   - believed: what ended before this time's day ends for good.
    func mount(at now: WallTime, believed: WallTime) throws(RecordsError) -> RecordStore
}
