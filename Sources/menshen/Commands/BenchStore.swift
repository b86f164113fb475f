import Glibc
import Hardware
import Records
import RingStore
import Settings
import Timekeeping

/// The bench's flash, made at its first start and mounted at every one.
final class BenchStore: MountableStore {
    private let place: BenchPlace
    private let media: StoreMedia
    private let key: DeviceKey
    private let settings: RecordSettings
    private let clock: SimulatedClock
    private let entropy: any Entropy
    private let say: (String) -> Void

    /// A flash file that is there is opened or refused, never made anew. One that is not there is formatted under another
    /// name first: a start that was killed half-way leaves nothing that looks like a store. A key that is there is used.
    /// - Throws: why it cannot be opened; the files are as they were.
    init(
        _ place: BenchPlace, site: SiteSettings, clock: SimulatedClock, entropy: any Entropy,
        say: @escaping (String) -> Void
    ) throws(Refusal) {
        (self.place, self.clock, self.entropy, self.say) = (place, clock, entropy, say)
        settings = RecordSettings(
            // Longer than the store keeps anything; the law refuses faces for less.
            retentionDays: min(site.declaration.retentionDays ?? 1, 3_650),
            utcOffsetMinutes: site.declaration.utcOffsetMinutes)
        if place.hasFlash {
            key = try place.readKey()
            media = try StoreMedia(place, .working)
        } else {
            try Self.checkNothingIsLost(place)
            key = place.hasKey ? try place.readKey() : try place.makeKey(from: entropy)
            let now = clock.read().wall
            let formatting = try FormattingMedia(place)
            media = formatting.media
            do throws(RecordsError) {
                try RecordStore.format(
                    media.flash, as: .bench, deviceKey: key, now: now,
                    today: now.civilDay(utcOffsetMinutes: settings.utcOffsetMinutes), entropy: entropy,
                    anchor: media.anchor)
            } catch { throw Refusal("\(place.flashPath).new: \(error)") }
            try formatting.finish()
            say("new flash, formatted for the bench: \(place.flashPath)")
        }
    }

    var name: String { place.flashPath }

    func floor() throws(RecordsError) -> WallTime { try RecordStore.floor(of: media.flash, as: .bench, deviceKey: key) }

    func mount(at now: WallTime, believed: WallTime) throws(RecordsError) -> RecordStore {
        let records = try RecordStore.mount(
            media.flash, as: .bench, deviceKey: key, settings: settings, now: now,
            today: believed.civilDay(utcOffsetMinutes: settings.utcOffsetMinutes), entropy: entropy,
            anchor: media.anchor)
        clock.setFloor(records.floor)
        // A store that has no room for a code works all the same.
        if !records.isClaimed, !records.hasCode, let code = try? records.makeClaimCode() { say("claim code: \(code)") }
        return records
    }

    /// Keys or an anchor without their flash are what is left of a store whose flash is somewhere else.
    private static func checkNothingIsLost(_ place: BenchPlace) throws(Refusal) {
        if let path = place.keyMediumPath, access(path, F_OK) == 0 {
            throw Refusal("\(path): keys without their flash \(place.flashPath); `store format` begins anew")
        }
        guard let path = place.anchorPath, access(path, F_OK) == 0 else { return }
        let anchor = try StoreMedia.anchor(path, .looking)
        let secret = LockedBytes(count: 32)
        do throws(AnchorError) { try anchor.read(into: secret.bytes) } catch .blank { return } catch {}
        throw Refusal("\(path): an anchor without its flash \(place.flashPath); `store format` begins anew")
    }
}
