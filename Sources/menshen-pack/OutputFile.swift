import Foundation

enum OutputFile {
    /// Beside its place first, then renamed: a reader that has the old file mapped keeps it whole.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let url = URL(fileURLWithPath: path)
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url, options: .atomic)
        } catch {
            throw CommandError("\(path): cannot be written (\(InputFile.reason(error)))")
        }
    }
}
