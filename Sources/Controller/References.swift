import FaceCore

/// A person's templates and the key they are under, between the store and the vision thread. No textual form; zeroed
/// when the last holder lets go.
public final class References: Sendable {
    public let key: TemplateKey
    public let templates: TemplateSet

    public init(key: consuming TemplateKey, templates: consuming TemplateSet) {
        self.key = key
        self.templates = templates
    }
}
