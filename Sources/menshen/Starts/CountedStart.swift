/// A start that is counted: the state directory is nobody else's, and a signal that ends it leaves a note there.
struct CountedStart {
    let record: StartRecord
    /// What the run before left.
    let crash: CrashNote?
    private let directory: String
    private let lock: StateLock

    /// - Throws: when another process has the directory.
    init(_ directory: String) throws(Refusal) {
        self.directory = directory
        lock = try StateLock(directory)
        record = StartRecord(directory: directory) { Output.complain($0) }
        crash = CrashWatch.begin(in: directory)
    }

    /// It did not come to a start, and said why.
    func refused() {
        record.refused()
        CrashWatch.end(in: directory)
    }

    /// The end came in order.
    func ended() {
        record.ended()
        CrashWatch.end(in: directory)
    }
}
