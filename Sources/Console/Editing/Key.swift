/// One key of a maintainer's terminal, whatever bytes it came as.
public enum Key: Equatable, BitwiseCopyable, Sendable {
    /// Something that is printed; never a control character.
    case text(Unicode.Scalar)
    case enter, tab, backspace, delete
    case left, right, up, down, home, end
    /// By words: Alt-b and Alt-f, or Control with an arrow.
    case wordLeft, wordRight
    /// Control with this letter, upper case, where it is none of the above: `C` for Ctrl-C.
    case control(Unicode.Scalar)
    /// The line was held at zero (a serial break), or a NUL came that belongs to no Enter.
    case lineBreak
    /// A key nobody has a meaning for: does nothing.
    case unknown

    /// Bytes that are no character: it is seen, and a line with it is not carried out.
    static let noise = Key.text("\u{FFFD}")
}
