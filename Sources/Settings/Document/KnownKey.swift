/// A key that a reader asks for as a value.
struct KnownKey {
    enum Form {
        case number, flag, text
        /// Of texts.
        case list
    }
    let path: String
    let form: Form
    /// What holds where the file does not have it, as a file would say it; nil: nothing.
    let standard: String?
}
