import Dispatch
import Synchronization

/// Results in order. Each thread makes its own worker; the first error ends all.
func parallelMap<Result: Sendable>(
    count: Int, threads: Int, note: @Sendable (Int) -> Void,
    worker makeWorker: @Sendable () throws -> (Int) throws -> Result
) throws -> [Result] {
    let progress = Mutex(ParallelProgress<Result>(results: Array(repeating: nil, count: count)))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
        do {
            let worker = try makeWorker()
            while let index = progress.withLock({ progress -> Int? in
                guard progress.next < count, progress.error == nil else { return nil }
                progress.next += 1
                return progress.next - 1
            }) {
                let result = try worker(index)
                note(
                    progress.withLock { progress in
                        progress.results[index] = result
                        progress.done += 1
                        return progress.done
                    })
            }
        } catch {
            progress.withLock { $0.error = $0.error ?? error }
        }
    }
    return try progress.withLock { progress in
        if let error = progress.error { throw error }
        return progress.results.map { $0! }
    }
}

private struct ParallelProgress<Result: Sendable>: Sendable {
    var next = 0
    var done = 0
    var results: [Result?]
    var error: (any Error)?
}
