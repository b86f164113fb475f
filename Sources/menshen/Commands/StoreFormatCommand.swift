import Arguments
import Hardware
import Records
import RingStore
import Settings
import Timekeeping

/// `menshen store format`: an empty store, after saying what is lost by it.
struct StoreFormatCommand {
    let boardPath: String, stateDirectory: String?
    let isAgreed: Bool

    init(_ invocation: Invocation) {
        boardPath = invocation.text("board")
        stateDirectory = invocation.optionalText("state")
        isAgreed = invocation.flag("yes")
    }

    func carryOut() throws(Refusal) -> Int32 {
        let board = try LoadedSettings.board(boardPath)
        let place = BenchPlace(board, override: stateDirectory)
        guard !place.isMadeByTour else {
            throw Refusal("\(place.tourMarkPath): a tour's keys can be guessed; give another --state directory")
        }
        try place.makeDirectories()
        let lock = try StateLock(place.directory)
        defer { withExtendedLifetime(lock) {} }
        let losses = try FormatLosses(place)
        losses.lines.forEach { Output.write("\($0)\n") }
        if losses.mustAsk, !isAgreed { try ask(place) }
        let code = try format(place, now: board.clockStart ?? SimulatedClock.machineTime())
        Output.write("\(place.flashPath): formatted, and empty\n")
        Output.write("claim code: \(code)\n")
        Output.write("  It is shown this once, and makes the first account at the console: claim NAME\n")
        return ExitCode.success
    }

    private func ask(_ place: BenchPlace) throws(Refusal) {
        Output.write("Type \"erase\" to go on: ")
        guard readLine() == "erase" else {
            Output.write("\n")
            throw Refusal("\(place.flashPath): nothing was changed")
        }
    }

    private func format(_ place: BenchPlace, now: WallTime) throws(Refusal) -> OneTimeCode {
        let entropy = SodiumEntropy()
        let formatting = try FormattingMedia(place)
        let key = place.hasKey ? try place.readKey() : try place.makeKey(from: entropy)
        let watched = WatchedFlash(formatting.media.flash, Progress("format: blocks erased:"))
        let code: OneTimeCode
        do throws(RecordsError) {
            // The site is not asked: no site's day is earlier than this one.
            try RecordStore.format(
                watched, as: .bench, deviceKey: key, now: now, today: now.civilDay(utcOffsetMinutes: -720),
                entropy: entropy, anchor: formatting.media.anchor)
            code = try Self.makeCode(formatting.media, key, now, entropy)
        } catch { throw Refusal("\(place.flashPath): \(error)") }
        try formatting.finish()
        return code
    }

    private static func makeCode(
        _ media: StoreMedia, _ key: borrowing DeviceKey, _ now: WallTime, _ entropy: any Entropy
    ) throws(RecordsError) -> OneTimeCode {
        let settings = RecordSettings(retentionDays: 1, utcOffsetMinutes: -720)
        let records = try RecordStore.mount(
            media.flash, as: .bench, deviceKey: key, settings: settings, now: now,
            today: now.civilDay(utcOffsetMinutes: -720), entropy: entropy, anchor: media.anchor)
        return try records.makeClaimCode()
    }
}

/// Tells of each erase.
private final class WatchedFlash: Flash {
    private let flash: any Flash
    private let progress: Progress
    private var erases = 0
    var geometry: FlashGeometry { flash.geometry }
    var promises: FlashPromises { flash.promises }
    var keyPromises: FlashPromises { flash.keyPromises }

    init(_ flash: any Flash, _ progress: Progress) { (self.flash, self.progress) = (flash, progress) }

    func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FlashError) {
        try flash.read(block, offsetBytes: offsetBytes, into: buffer)
    }
    func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        try flash.program(block, offsetBytes: offsetBytes, bytes)
    }
    func isBad(_ block: BlockIndex) throws(FlashError) -> Bool { try flash.isBad(block) }
    func takesBadMark(_ block: BlockIndex) -> Bool { flash.takesBadMark(block) }
    func markBad(_ block: BlockIndex) throws(FlashError) -> Bool { try flash.markBad(block) }
    func overwriteWithZeros(_ block: BlockIndex) throws(FlashError) -> Bool {
        try flash.overwriteWithZeros(block)
    }
    func erase(_ block: BlockIndex) throws(FlashError) {
        try flash.erase(block)
        erases += 1
        progress.report(erases, of: geometry.blockCount)
    }
}
