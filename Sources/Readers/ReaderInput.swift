import Controller

/// One thing that a reader has said, whole or not.
public enum ReaderInput: Sendable {
    case card(CardFrame)
    case key(KeypadKey)
}
