import Door
import Law

@testable import Controller

/// A reader of settings for tests: whole numbers, one `key value` a line.
struct PlainSettings: SettingsEditor {
    static let keys: [(key: String, range: ClosedRange<Int>, isLive: Bool)] = [
        ("door.strike", 100...60_000, true), ("door.held", 1_000...3_600_000, true), ("screen.result", 1...60, true),
        ("retention.days", 1...36_500, false),
    ]

    static func sheet(_ values: [Int]) -> SettingsSheet {
        let entries = zip(keys, values).map {
            SettingsEntry(key: $0.key, value: String($1), isWritten: true, isLive: $0.isLive)
        }
        // What the rig declares, but for its days.
        var declaration = SiteDeclaration.complete
        declaration.retentionDays = values[3]
        return SettingsSheet(
            text: Array(entries.map { "\($0.key) \($0.value!)\n" }.joined().utf8), entries: entries,
            live: LiveSettings(
                door: DoorPolicy(strikeMilliseconds: values[0], heldOpenMilliseconds: values[1]),
                entryMilliseconds: 60_000, resultMilliseconds: Int64(values[2]) * 1_000, captureMilliseconds: 10_000,
                consentHoldMilliseconds: 2_000), declaration: declaration)
    }

    /// What `Rig` starts with.
    static let start = sheet([3_000, 30_000, 5, 90])
    static var desk: SettingsDesk { SettingsDesk(start, editor: PlainSettings()) }

    func setting(
        _ changes: [SettingsChange], in sheet: SettingsSheet
    ) throws(SettingsRefusal) -> SettingsSheet {
        var values = sheet.entries.map { Int($0.value!)! }
        for change in changes {
            guard let index = Self.keys.firstIndex(where: { $0.key == change.key }) else {
                throw SettingsRefusal(["\(change.key) is unknown"])
            }
            let standard = Self.start.entries[index].value
            guard let value = (change.value ?? standard).flatMap({ Int($0) }), Self.keys[index].range.contains(value)
            else {
                throw SettingsRefusal(["\(change.key) must be in its range"])
            }
            values[index] = value
        }
        return Self.sheet(values)
    }
}

extension [SettingsChange] {
    /// `[.to("door.strike", 4000)]`
    static func to(_ key: String, _ value: Int) -> Self { [SettingsChange(key: key, value: String(value))] }
}
