import Settings

/// The least a site file must say, one key a line.
let leastSite = """
    [match]
    false_match_rate = "1 in 1000"
    [door]
    strike_milliseconds = 3000
    contact = true
    exit_button = true
    failure = "fail-secure"

    """

let leastBoard = """
    [board]
    kind = "bench"
    card_reader = true
    keypad = false
    [camera]
    width_pixels = 640
    height_pixels = 480
    seed = 1
    [screen]
    width_pixels = 800
    height_pixels = 1280
    png_directory = "screens"
    font_files = ["/f.ttc"]
    [flash]
    file = "/tmp/flash.bin"
    size_kibibytes = 4096
    block_kibibytes = 64
    program_unit_bytes = 16
    [state]
    directory = "state"
    device_key_file = "device.key"

    """

/// Every finding as it is printed; empty: the file loads.
func siteFindings(_ text: String) -> [String] { siteFindings(Array(text.utf8)) }

func siteFindings(_ bytes: [UInt8]) -> [String] {
    switch readSite(bytes, file: "s.toml") {
    case .success: []
    case .failure(let error): error.findings.map(\.description)
    }
}

func boardFindings(_ text: String) -> [String] {
    switch readBoard(Array(text.utf8), file: "b.toml") {
    case .success: []
    case .failure(let error): error.findings.map(\.description)
    }
}

/// `text` with the line that begins with `key` replaced.
func replacing(_ key: String, with line: String, in text: String) -> String {
    var found = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { old -> Substring in
        guard !found, old.hasPrefix(key) else { return old }
        found = true
        return line[...]
    }
    precondition(found, "no line begins with \(key)")
    return lines.joined(separator: "\n")
}
