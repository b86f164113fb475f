import RingStore
import Timekeeping

/// What the record store can refuse or run into. Equality looks at the code only.
public struct RecordsError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Code: Equatable, Sendable {
        /// The ring below: damage, a wrong key, a failed medium, a full ring.
        case store(RingStoreError)
        case noSuchPerson
        /// Records that an earlier or a later firmware wrote; they stay as they are.
        case otherVersion(isEarlier: Bool)
        /// Somebody else has that personal number.
        case numberTaken
        /// Somebody has that card.
        case cardTaken
        /// A field is out of its range; the sentence says which.
        case invalid(String)
        /// The store keeps no more people.
        case tooManyPeople(limit: Int)
        /// No face without another way in: the person has no PIN (R14).
        case noAlternative
        case alreadyEnrolled
        case notEnrolled
        /// The consent has led to a sealing already.
        case consentSpent
        /// The consent was given for a day that is over, or the person's validity is.
        case consentOver
        /// The clock has jumped ahead and is not believed: see `RecordStore.isInDoubt`.
        case clockInDoubt
        /// Somebody else has that name at the console.
        case accountTaken
        case noSuchAccount
        /// A recovery code brings none but these back.
        case notResponsible
        /// Not the code that was printed last, or it was used.
        case wrongCode
        /// The first account is there: others are made by it.
        case alreadyClaimed
        /// The record can be opened but does not read as what it should be.
        case unreadable(RecordKind)
    }

    public let code: Code
    public let file: StaticString
    public let line: UInt

    public init(_ code: Code, file: StaticString = #fileID, line: UInt = #line) {
        (self.code, self.file, self.line) = (code, file, line)
    }

    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }

    /// The ring was full: nothing was written.
    public var isFull: Bool {
        if case .store(let error) = code, case .full = error.code { return true }
        return false
    }

    public var description: String {
        switch code {
        case .store(let error): error.description
        case .otherVersion(let isEarlier):
            "the store's records are of \(isEarlier ? "version 1" : "a later version"), this firmware has version \(RecordKind.version): nothing was read or converted; keep the store for the firmware that wrote it, or begin an empty one"
        case .noSuchPerson: "no such person"
        case .numberTaken: "the personal number is taken"
        case .cardTaken: "the card is taken"
        case .invalid(let reason): reason
        case .tooManyPeople(let limit): "the store keeps at most \(limit) people"
        case .noAlternative: "no PIN: a face is never the only way in (R14)"
        case .alreadyEnrolled: "a face is enrolled already"
        case .notEnrolled: "no face is enrolled"
        case .consentSpent: "the consent was used already"
        case .consentOver: "the consent's last day has passed"
        case .clockInDoubt: "the clock has jumped ahead: nobody is added or enrolled until it is believed or put right"
        case .accountTaken: "the name is taken"
        case .noSuchAccount: "no such account"
        case .notResponsible: "no account with the role responsible has that name; the code is as good as before"
        case .wrongCode: "that is not the code, or it was used already"
        case .alreadyClaimed: "there is an account already; it makes others"
        case .unreadable(let kind): "a record of kind \(kind) cannot be read"
        }
    }
}

/// Runs a call of the ring and gives its error the room's type.
func storing<R: ~Copyable>(
    file: StaticString = #fileID, line: UInt = #line, _ body: () throws(RingStoreError) -> R
) throws(RecordsError) -> R {
    do { return try body() } catch { throw RecordsError(.store(error), file: file, line: line) }
}
