import Arguments
import FaceCore

/// `menshen-pack info`: what a pack is, for a reader.
struct ShowInfo {
    static let command = Command(
        ["info"], summary: "say what a model pack is and what it can do",
        positionals: [
            Positional("FILE", .optional, help: "the pack (default: packs/dlib.mpack in the cache directory)")
        ])

    let path: String

    init(_ invocation: Invocation) { path = invocation.optionalText("FILE") ?? Places.pack("dlib") }

    func run() throws {
        do throws(PackError) {
            let pack = try ModelPack(MappedFile(path: path))
            print(try PackReport(pack).text)
        } catch {
            throw CommandError("\(path): \(error)")
        }
    }
}
