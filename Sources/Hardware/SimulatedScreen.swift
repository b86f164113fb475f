import Glibc
import Signage

/// The panel of a board without one: each picture becomes a numbered PNG file, `0001-idle.png`, and a line of text.
public final class SimulatedScreen: Screen {
    public let panel: PanelSize
    /// Where the pictures are.
    public let directory: String
    private let announce: (String) -> Void
    private var count: Int
    private var announced: String?

    /// Makes the directory where it is missing. Pictures already there stay; numbers go on after the highest.
    /// - Parameter announce: gets each screen's line, after its file is there.
    /// - Throws: `.notWritten` if the directory cannot be made or read.
    public init(
        directory: String, panel: PanelSize = .reference, announce: @escaping (String) -> Void
    ) throws(ScreenError) {
        self.directory = directory
        self.panel = panel
        self.announce = announce
        guard mkdir(directory, 0o755) == 0 || errno == EEXIST, let entries = opendir(directory) else {
            throw ScreenError(.notWritten(path: directory, reason: String(cString: strerror(errno))))
        }
        defer { closedir(entries) }
        var highest = 0
        while let entry = readdir(entries) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".png"), let number = Int(name.prefix { $0 != "-" }) { highest = max(highest, number) }
        }
        count = highest
    }

    public func show(_ picture: borrowing Picture, line: String) throws(ScreenError) {
        precondition(picture.size == panel)
        count += 1
        let digits = String(count)
        let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let path = "\(directory)/\(number)-\(picture.name).png"
        try PngFile.write(picture, to: path)
        // Many looking frames in a row say the same.
        if line != announced { announce(line) }
        announced = line
    }
}
