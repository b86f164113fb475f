import FaceCore
import Records

/// A person's references between the store and the vision thread. No textual form; zeroed when the last holder lets go.
public final class References: Sendable {
    public let faces: FaceTemplates
    public init(_ faces: consuming FaceTemplates) { self.faces = faces }
}

/// Templates that were just captured, and the key they are under, on their way to the store with a consent.
public final class CapturedTemplates: Sendable {
    public let key: EnrolmentKey
    public let templates: TemplateSet
    /// Of the model pack that made them.
    public let packDigest: [UInt8]

    public init(key: consuming EnrolmentKey, templates: consuming TemplateSet, packDigest: [UInt8]) {
        self.key = key
        self.templates = templates
        self.packDigest = packDigest
    }
}
