import Law
public final class References: Sendable {}
public final class Enrolment: Sendable {}
public final class ConsentBox: Sendable {}
extension ConsentDialogue { mutating func answer(isFourteenOrOlder: Bool) {}
 func agrees(held: Int) -> Bool { held >= holdMilliseconds } }
extension Controller { mutating func seal(_ e: Enrolment, with c: ConsentDialogue) {} }
