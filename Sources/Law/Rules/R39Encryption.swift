/// R39 encryption: what is sealed stays sealed (Measures 2025, Art. 14; PIPL Art. 51).
///
/// 1. Every secret is locked into memory: a key or a template that reached swap would outlive its erasure.
/// 2. What the media of the store cannot promise is amber.
/// 3. A device key in a file beside the store is amber: whoever copies the disk has both.
extension Requirement {
    static let encryption = Self(.R39, "encryption", cites: "Measures 2025 Art. 14, PIPL Art. 51") { facts, _ in
        guard let keeping = facts.secretKeeping else {
            return [.pass("records are sealed; how the key is kept is seen when there is a store")]
        }
        guard keeping.memoryIsLocked else {
            return [.block("secrets could not be locked into memory (ulimit -l), so they can reach swap")]
        }
        let fromFile = "the device key is a file beside the store: who copies the disk has both"
        let lapses = [keeping.keySource == .file ? fromFile : nil, keeping.mediumLapse].compactMap { $0 }
        return [
            lapses.isEmpty
                ? .pass("records are sealed, the key is the service manager's, secrets are locked into memory")
                : .amber(lapses.joined(separator: "; "))
        ]
    }
}
