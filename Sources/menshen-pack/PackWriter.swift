import FaceCore

/// Lays sections out as a model pack; `PackFormat` draws it.
struct PackWriter {
    private var sections: [(name: SectionName, bytes: [UInt8])] = []

    /// - Precondition: not there yet, and there is room for one more.
    mutating func add(_ name: SectionName, _ bytes: [UInt8]) {
        precondition(!sections.contains { $0.name == name } && sections.count < PackFormat.maximumSectionCount)
        sections.append((name, bytes))
    }

    /// The whole file, checksum included.
    /// - Precondition: there is at least one section.
    func finish() -> [UInt8] {
        precondition(!sections.isEmpty)
        var file = PackFormat.magic
        file.append(littleEndian: PackFormat.version)
        file.append(littleEndian: UInt32(sections.count))
        let ends = sectionEnds()
        file.append(littleEndian: UInt64(ends.last!))
        file.append(contentsOf: [UInt8](repeating: 0, count: PackFormat.headerBytes - file.count))
        for (section, end) in zip(sections, ends) {
            file.append(littleEndian: section.name.rawValue)
            file.append(littleEndian: UInt32(0))
            file.append(littleEndian: UInt64(end - section.bytes.count))
            file.append(littleEndian: UInt64(section.bytes.count))
            file.append(littleEndian: UInt64(0))
        }
        for section in sections {
            file.append(contentsOf: [UInt8](repeating: 0, count: PackFormat.aligned(file.count) - file.count))
            file.append(contentsOf: section.bytes)
        }
        Self.seal(&file)
        return file
    }

    static func file(_ sections: [(SectionName, [UInt8])]) -> [UInt8] {
        var writer = Self()
        for (name, bytes) in sections { writer.add(name, bytes) }
        return writer.finish()
    }

    /// Writes the digest of `file` into its header.
    static func seal(_ file: inout [UInt8]) {
        let digest = file.withUnsafeBytes(PackFormat.digest(of:))
        file.replaceSubrange(PackFormat.digestOffset..<PackFormat.digestOffset + PackFormat.digestBytes, with: digest)
    }

    private func sectionEnds() -> [Int] {
        var end = PackFormat.headerBytes + sections.count * PackFormat.tableEntryBytes
        return sections.map { section in
            end = PackFormat.aligned(end) + section.bytes.count
            return end
        }
    }
}

extension Array where Element == UInt8 {
    mutating func append<T: FixedWidthInteger>(littleEndian value: T) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }

    /// Zeros up to the next multiple of `alignmentBytes`.
    mutating func pad(to alignmentBytes: Int) {
        while count % alignmentBytes != 0 { append(0) }
    }
}
