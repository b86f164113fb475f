import Settings

/// A small board of Linux devices, one key a line; its lines are numbered in the tests.
let leastLinuxBoard = """
    [board]
    kind = "linux"
    card_reader = true
    keypad = false
    [gpio]
    chips = ["soc"]
    [door_lines.strike]
    line = "A1"
    active = "high"
    [door_lines.exit]
    line = "A2"
    active = "low"
    bias = "pull-up"
    [readers.wiegand.d0]
    line = "A3"
    [readers.wiegand.d1]
    line = "A4"
    [camera]
    device = "/dev/video0"
    width_pixels = 640
    height_pixels = 480
    [screen]
    device = "/dev/dri/card0"
    width_pixels = 800
    height_pixels = 1280
    font_files = ["/f.ttc"]
    [flash]
    file = "/dev/mmcblk0p3"
    size_kibibytes = 4096
    block_kibibytes = 64
    program_unit_bytes = 16
    [state]
    directory = "state"
    device_key_file = "device.key"

    """

/// Everything that is said of a board that loads.
func boardWarnings(_ text: String) throws -> [String] {
    try readBoard(Array(text.utf8), file: "b.toml").get().warnings.map(\.description)
}
