/// Why a model pack cannot be used. `description` is one sentence for a console.
public struct PackError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Code: Equatable, Sendable {
        /// The file could not be opened or mapped; the C error number.
        case unreadable(errno: Int32)
        /// Too short to hold a header, or does not begin as a model pack does.
        case foreign
        /// Written by another generation of `menshen-pack`.
        case wrongVersion(UInt32)
        /// The header promises another size than the file has.
        case wrongSize(promisedBytes: UInt64, actualBytes: Int)
        /// The checksum over the whole file does not fit.
        case damaged
        /// The table of sections contradicts itself.
        case badTable(String)
        case missing(SectionName)
        /// A section whose checksum is right and whose content is not.
        case malformed(SectionName, String)
        /// A layer computes something else here than where the pack was made.
        case wrongResult(layer: String)
    }

    public let code: Code
    public let file: StaticString
    public let line: UInt

    public init(_ code: Code, file: StaticString = #fileID, line: UInt = #line) {
        (self.code, self.file, self.line) = (code, file, line)
    }

    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }

    public var description: String {
        switch code {
        case .unreadable(let errno): "the model pack cannot be read (error \(errno))"
        case .foreign: "this file is not a model pack"
        case .wrongVersion(let version):
            "the model pack has format version \(version), this program reads version \(PackFormat.version)"
        case .wrongSize(let promised, let actual):
            "the model pack is cut off or has grown: it should have \(promised) bytes and has \(actual)"
        case .damaged: "the model pack is damaged: its checksum does not fit"
        case .badTable(let reason): "the model pack's table of sections is wrong: \(reason)"
        case .missing(let name): "the model pack has no section \(name)"
        case .malformed(let name, let reason): "section \(name) of the model pack is wrong: \(reason)"
        case .wrongResult(let layer):
            "layer \(layer) computes another result here than where the model pack was made"
        }
    }
}
