import Law
extension ConsentDialogue { mutating func answer(isFourteenOrOlder: Bool) {}
 func agrees(held: Int) -> Bool { held >= holdMilliseconds } }
public final class ConsentBox: Sendable {}
extension Controller { mutating func seal(_ e: References, with c: ConsentDialogue) {} }
