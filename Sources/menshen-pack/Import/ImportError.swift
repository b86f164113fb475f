/// Why a published model file cannot be imported. `description` is one sentence, without the file's name.
struct ImportError: Error, Equatable, CustomStringConvertible {
    enum Code: Equatable {
        /// It ends before what was to be read at this offset.
        case truncated(offset: Int)
        /// It is another kind of file, or another version of it.
        case foreign(String)
        /// It is the right kind of file, and something in it is not as it must be.
        case unexpected(String, offset: Int)
        /// The same, in a text file.
        case badElement(String, line: Int)
        /// Bytes follow what should be its end.
        case trailing(bytes: Int)
        /// Not the file this program was written for.
        case wrongDigest(expected: String, actual: String)
        case unreadable(String)
    }

    let code: Code

    init(_ code: Code) { self.code = code }

    var description: String {
        switch code {
        case .truncated(let offset): "it is cut off: more was to come at byte \(offset)"
        case .foreign(let reason): "it is another kind of file: \(reason)"
        case .unexpected(let what, let offset): "\(what) (at byte \(offset))"
        case .badElement(let what, let line): "\(what) (line \(line))"
        case .trailing(let bytes): "\(bytes) bytes follow its end"
        case .wrongDigest(let expected, let actual): "its SHA-256 is \(actual), expected \(expected)"
        case .unreadable(let reason): reason
        }
    }
}
