import Glibc

/// Why a flash, or an anchor, in a file or on a block device cannot be opened or made. Equality looks at the code only.
public struct FileFlashError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Code: Equatable, Sendable {
        case missing
        /// `create` never touches a file that is there.
        case exists
        /// Another process has it open, or it is mounted.
        case busy
        case wrongSize(expectedBytes: Int, actualBytes: Int)
        /// A block device, or an anchor, is smaller than needed.
        case tooSmall(neededBytes: Int, actualBytes: Int)
        case notBlockDevice
        /// A block device that holds something, and no store.
        case foreign
        /// Others may read what has to stay secret.
        case open
        /// The call and its errno.
        case system(StaticString, Int32)

        public static func == (a: Self, b: Self) -> Bool {
            switch (a, b) {
            case (.missing, .missing), (.exists, .exists), (.busy, .busy), (.notBlockDevice, .notBlockDevice),
                (.foreign, .foreign), (.open, .open):
                true
            case (.wrongSize(let a, let b), .wrongSize(let c, let d)): a == c && b == d
            case (.tooSmall(let a, let b), .tooSmall(let c, let d)): a == c && b == d
            case (.system(_, let a), .system(_, let b)): a == b
            default: false
            }
        }
    }

    public let code: Code
    public let path: String
    public init(_ code: Code, path: String) { (self.code, self.path) = (code, path) }

    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }

    public var description: String {
        switch code {
        case .missing: "\(path): no such flash file; `menshen run` on a bench board makes one"
        case .exists: "\(path): there is a file already; it was not touched"
        case .busy: "\(path): another process has this store open"
        case .wrongSize(let expected, let actual): "\(path): \(actual) bytes, a flash of this board has \(expected)"
        case .tooSmall(let needed, let actual): "\(path): \(actual) bytes, this board needs \(needed)"
        case .notBlockDevice: "\(path): is neither a file nor a block device"
        case .foreign:
            "\(path): what is on this device is no store; it was not touched, only `store format` writes to it"
        case .open: "\(path): others may read it; chmod 600, and think of it as known"
        case .system(let call, let number): "\(path): \(call): \(String(cString: strerror(number)))"
        }
    }
}
