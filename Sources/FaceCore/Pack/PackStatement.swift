/// What a model pack declares about itself: the section META.
///
/// UTF-8 lines `key = value`, in any order; keys that this program does not know are kept and shown, not understood.
/// Known: `name`, `version`, `network` (what calibrations of it call it), `origin`, `licence`, `training_data`, `modes` (comma-separated: verify, identify),
/// `chip_side_pixels`, `template_length`, `source.<file>` (SHA-256), `population.<n>`, `note.<n>`.
public struct PackStatement: Equatable, Sendable {
    public enum Mode: String, Equatable, Sendable, CaseIterable {
        /// 1:1: a claim first.
        case verify
        /// 1:N: no claim.
        case identify
    }

    /// In the file's order.
    public let fields: [Field]
    public let name: String
    public let origin: String
    public let licence: String
    public let trainingData: String
    public let modes: Set<Mode>

    public struct Field: Equatable, Sendable {
        public let key: String
        public let value: String
    }

    public init(_ pack: ModelPack) throws(PackError) {
        let reader = try SectionReader(pack, .statement)
        let bytes = try pack.section(.statement)
        guard bytes.count <= 65_536, let text = String(validating: bytes, as: UTF8.self) else {
            throw reader.malformed("it is not readable text")
        }
        var fields: [Field] = []
        for line in text.split(separator: "\n") {
            guard let equals = line.firstIndex(of: "="), line[..<equals].last == " ",
                line[equals...].dropFirst().first == " "
            else { throw reader.malformed("a line has no \" = \"") }
            let field = Field(key: String(line[..<equals].dropLast()), value: String(line[equals...].dropFirst(2)))
            guard !field.key.isEmpty, !field.value.isEmpty, !fields.contains(where: { $0.key == field.key }),
                line.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 })
            else { throw reader.malformed("a line is empty, double or not printable") }
            fields.append(field)
        }
        func value(_ key: String) throws(PackError) -> String {
            guard let field = fields.first(where: { $0.key == key }) else {
                throw reader.malformed("it does not declare \(key)")
            }
            return field.value
        }
        name = try value("name")
        origin = try value("origin")
        licence = try value("licence")
        trainingData = try value("training_data")
        var modes: Set<Mode> = []
        for word in try value("modes").split(separator: ",") {
            guard let mode = Mode(rawValue: String(word)) else { throw reader.malformed("it names an unknown mode") }
            modes.insert(mode)
        }
        self.modes = modes
        guard try value("chip_side_pixels") == String(Chip.sidePixels),
            try value("template_length") == String(Template.length)
        else { throw reader.malformed("it is for another size of chip or template") }
        self.fields = fields
    }
}
