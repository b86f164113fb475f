import Testing
import Timekeeping

@testable import Settings

@Suite("Board files") struct BoardFileTests {
    @Test("The least a board must say") func least() throws {
        let board = try readBoard(Array(leastBoard.utf8), file: "b.toml").get()
        #expect(board.camera == CameraSettings(widthPixels: 640, heightPixels: 480, seed: 1))
        #expect(board.hasCardReader && !board.hasKeypad)
        #expect(
            board.flash
                == FlashSettings(file: "/tmp/flash.bin", sizeKibibytes: 4096, blockKibibytes: 64, programUnitBytes: 16))
        #expect(board.screen.pngDirectory == "state/screens")
        #expect(board.deviceKeyFile == "state/device.key")
        #expect(board.stateDirectory == "state")
        #expect(board.clockStart == nil)
    }

    @Test(
        "Sizes that do not fit together, odd pictures, empty paths and lists",
        arguments: [
            (
                "size_kibibytes", "size_kibibytes = 4095",
                "16:18: flash.size_kibibytes must be a multiple of flash.block_kibibytes (64), and at least 8 of them, got 4095"
            ),
            (
                "size_kibibytes", "size_kibibytes = 448",
                "16:18: flash.size_kibibytes must be a multiple of flash.block_kibibytes (64), and at least 8 of them, got 448"
            ),
            (
                "program_unit", "program_unit_bytes = 24",
                "18:22: flash.program_unit_bytes must divide an erase block of 64 KiB, got 24"
            ),
            ("width_pixels", "width_pixels = 641", "6:16: camera.width_pixels must be even, got 641"),
            ("width_pixels", "width_pixels = 100000", "6:16: camera.width_pixels must be 160…1920, got 100000"),
            ("seed", "seed = -1", "8:8: camera.seed must be 0…9223372036854775807, got -1"),
            (
                "font_files", "font_files = [\"a\"]\nbold_font_files = []",
                "14:19: screen.bold_font_files must not be empty"
            ),
            ("font_files", "font_files = []", "13:14: screen.font_files must not be empty"),
            ("font_files", "font_files = [\"a\", 2]", "13:20: screen.font_files[1] must be a text, got 2"),
            ("file", "file = \"\"", "15:8: flash.file must be a path, got an empty text"),
            ("kind", "kind = \"pi\"", "2:8: board.kind must be one of \"bench\", \"linux\", got the string \"pi\""),
            ("keypad", "", "1:1: board.keypad is missing, it must be true or false"),
        ]) func values(key: String, line: String, finding: String)
    {
        #expect(boardFindings(replacing(key, with: line, in: leastBoard)) == ["b.toml:\(finding)"])
    }

    @Test("Eight blocks are enough") func eightBlocks() {
        #expect(boardFindings(replacing("size_kibibytes", with: "size_kibibytes = 512", in: leastBoard)) == [])
    }

    @Test(
        "Where the clock starts",
        arguments: [
            ("\"2026-03-02T01:00:00Z\"", 1_772_413_200), ("\"1970-01-01T00:00:00Z\"", 0),
            ("\"2026-02-29T00:00:00Z\"", nil),
            ("\"2026-03-02T24:00:00Z\"", nil), ("\"2026-03-02 01:00:00Z\"", nil), ("\"2026-03-02T01:00:00\"", nil),
            ("5", nil),
            ("\"2026-0３-02T01:00:00Z\"", nil),
        ] as [(String, Int64?)]) func clock(value: String, seconds: Int64?)
    {
        let text = leastBoard + "[clock]\nstart_utc = \(value)"
        let board = try? readBoard(Array(text.utf8), file: "b.toml").get()
        #expect(board?.clockStart == seconds.map { WallTime(seconds: $0) })
        #expect((board == nil) == (seconds == nil))
    }

    @Test("The keys and the anchor of the store on media of their own") func storeMedia() throws {
        #expect(
            try readBoard(Array(leastBoard.utf8), file: "b.toml").get().store == StoreSettings(keys: nil, anchor: nil))
        let text =
            leastBoard
            + "[store]\nkeys = \"keys.bin\"\nkeys_block_kibibytes = 4\nkeys_program_unit_bytes = 1\nanchor = \"/dev/mtd9\""
        let store = try readBoard(Array(text.utf8), file: "b.toml").get().store
        #expect(
            store.keys == KeyMediumSettings(file: "state/keys.bin", blockKibibytes: 4, programUnitBytes: 1))
        #expect(store.anchor == "/dev/mtd9")
        let plain = try readBoard(Array((leastBoard + "[store]\nkeys = \"/k\"").utf8), file: "b.toml").get().store
        #expect(plain.keys == KeyMediumSettings(file: "/k", blockKibibytes: 64, programUnitBytes: 16))
    }

    @Test(
        "Media of the store that cannot be, with their lines",
        arguments: [
            ("keys = \"\"", "23:8: store.keys must be a path, got an empty text"),
            ("anchor = 3", "23:10: store.anchor must be a text, got 3"),
            (
                "keys_block_kibibytes = 4",
                "23:24: store.keys_block_kibibytes is of no use without store.keys"
            ),
            (
                "keys = \"/tmp/flash.bin\"",
                "23:8: store.keys must be another place than flash.file, got \"/tmp/flash.bin\""
            ),
            (
                "keys = \"/k\"\nanchor = \"/k\"",
                "23:8: store.keys must be another place than store.anchor, got \"/k\""
            ),
            (
                "keys = \"/k\"\nkeys_block_kibibytes = 48",
                "24:24: store.keys_block_kibibytes must be a divisor or a multiple of flash.block_kibibytes (64), got 48"
            ),
            (
                "keys = \"/k\"\nkeys_block_kibibytes = 512",
                "24:24: store.keys_block_kibibytes must divide flash.size_kibibytes (4096) into 12 blocks or more, got 512"
            ),
            (
                "keys = \"/k\"\nkeys_program_unit_bytes = 3",
                "24:27: store.keys_program_unit_bytes must go into flash.program_unit_bytes (16) or the other way round, got 3"
            ),
            ("key = \"/k\"", "23:1: store.key is an unknown key; did you mean store.keys?"),
        ]) func storeMediaRefused(lines: String, finding: String)
    {
        #expect(boardFindings(leastBoard + "[store]\n" + lines) == ["b.toml:\(finding)"])
    }

    @Test("A site file is no board file, and the other way round") func swapped() {
        #expect(boardFindings(leastSite).contains("b.toml:1:2: match is an unknown table"))
        #expect(siteFindings(leastBoard).contains("s.toml:1:2: board is an unknown table"))
    }
}
