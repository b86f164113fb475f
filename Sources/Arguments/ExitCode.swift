/// How a command ends.
public enum ExitCode {
    public static let success: Int32 = 0
    /// The command was understood and could not be carried out.
    public static let failure: Int32 = 1
    /// The command line was not understood (`EX_USAGE`).
    public static let usage: Int32 = 64
}
