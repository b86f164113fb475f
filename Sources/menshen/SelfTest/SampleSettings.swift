import Law
import Settings

/// A board and a site of nobody, as files: whole ones, and ones with one mistake of each kind.
enum SampleSettings {
    static let board = """
        [board]
        kind = "bench"
        card_reader = true
        keypad = false
        [camera]
        width_pixels = 640
        height_pixels = 480
        seed = 9_223_372_036_854_775_807
        [screen]
        width_pixels = 800
        height_pixels = 1280
        png_directory = "screens"
        font_files = ["a.ttc", '/b/门.ttc']
        bold_font_files = ["b.ttc"]
        [flash]
        file = "/flash.bin"
        size_kibibytes = 0x1000
        block_kibibytes = 64
        program_unit_bytes = 16
        [state]
        directory = "state"
        device_key_file = "device.key"
        [clock]
        start_utc = "2026-03-02T01:00:00Z"

        """

    static let site = """
        [site]
        demonstration = true
        door = "门神 \\u95E8"
        place_kind = "office"
        utc_offset_minutes = -300
        [operator]
        kind = "employer"
        name = "自检有限公司"
        name_en = "Selftest Ltd."
        address = "一号楼"
        address_en = "Building One"
        phone = "025-8123 4567"
        responsible_person = "林一 Lin Yi"
        [purpose]
        id = "door-access"
        [necessity]
        statement = "只用来核对这份固件在每一台机器上都算出同样的结果。"
        statement_en = "Only to check that this firmware computes the same on every machine."
        why_not_card = "卡可以照常使用，这里的文字只在自检时排版，从不显示给人看。"
        why_not_card_en = "Cards work as ever; these words are laid out in a self-test and shown to nobody."
        why_identify = "自检也要排出一对多时告知里的每一个字，所以这里写一句话。"
        why_identify_en = "A self-test lays out every word of the one-to-many notice too, hence this sentence."
        [retention]
        days = 90
        [minors]
        mode = "refuse"
        [alternatives]
        ways = ["number+pin", "card+pin"]
        [match]
        false_match_rate = "1 in 1,000"
        [door]
        strike_milliseconds = 3_000
        contact = true
        exit_button = false
        failure = "fail-safe"

        """

    /// Out of range, an odd width, a wrong type, an unknown key near a known one, no kind, sizes that contradict each other.
    static let badBoard = """
        [board]
        kind = "bank"
        card_reader = "yes"
        keypad = true
        [camera]
        width_pixels = 641
        height_pixel = 480
        seed = -1
        [screen]
        width_pixels = 800
        height_pixels = 1280
        png_directory = ""
        font_files = ["a.ttc"]
        [flash]
        file = "flash.bin"
        size_kibibytes = 100
        block_kibibytes = 64
        program_unit_bytes = 16
        [state]
        directory = "state"
        device_key_file = "device.key"
        [clock]
        start_utc = "2026-02-30T01:00:00Z"

        """

    /// Several at once, one of them a text without its end.
    static let badSite = """
        [site]
        door = "门
        [match]
        false_match_rate = "1 in 0"
        [door]
        strike_milliseconds = 99
        contact = true
        exit_button = maybe
        failure = "fail-open"

        """

    /// What `site` declares; nil when it cannot be read, which the settings' own part says.
    static var declaration: SiteDeclaration? {
        if case .success(let site) = readSite(Array(Self.site.utf8), file: "site") { site.declaration } else { nil }
    }
}
