import Controller

/// Keys that wait until they can be handled; bounded. When one has been lost, so is the rest of its line: a line with a hole in
/// it is none. A passphrase may be among them: none of them lingers.
struct KeyQueue {
    static let longest = 4096

    private(set) var keys = SecretCells<Key>(capacity: longest + longest / 4)
    private var first = 0
    /// Behind the last key that waits, some are missing.
    private(set) var hasLost = false

    var isEmpty: Bool { first == keys.count }
    var heldBytes: Int { keys.heldBytes }

    /// - Returns: false when there is no room, and the key is lost.
    mutating func put(_ key: Key) -> Bool {
        guard !hasLost, keys.count - first < Self.longest else {
            hasLost = true
            return false
        }
        if first == Self.longest / 4 {
            keys.removeSubrange(0..<first)
            first = 0
        }
        keys.append(key)
        return true
    }

    mutating func take() -> Key? {
        guard first < keys.count else { return nil }
        defer {
            keys.forget(first)
            first += 1
            if first == keys.count { reset() }
        }
        return keys[first]
    }

    /// True once after a loss, when everything before it has been taken.
    mutating func takeLoss() -> Bool {
        guard isEmpty, hasLost else { return false }
        hasLost = false
        return true
    }

    mutating func clear() {
        reset()
        hasLost = false
    }

    private mutating func reset() {
        keys.removeAll()
        first = 0
    }
}
