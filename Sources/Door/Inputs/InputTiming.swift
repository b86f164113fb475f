/// How long the wire of one input is looked at before it is believed.
public struct InputTiming: Equatable, Sendable {
    /// What a way out may be kept waiting for; other inputs have more time.
    public static let wayOutRange = 0...500
    public static let otherRange = 0...2_000
    public static let chatterRange = 500...60_000
    /// A wire that opens the door by its fault is not watched for longer before it does.
    public static let openingChatterRange = 50...500

    /// A level counts when it has been stable for so long; 0: at once.
    public let debounceMilliseconds: Int
    /// A wire that has not been stable for so long has a fault of its own: it chatters.
    public let chatterMilliseconds: Int

    public init(debounceMilliseconds: Int, chatterMilliseconds: Int = 2_000) {
        precondition(debounceMilliseconds >= 0 && chatterMilliseconds > 0)
        (self.debounceMilliseconds, self.chatterMilliseconds) = (debounceMilliseconds, chatterMilliseconds)
    }

    /// Every level counts at once: for wires that somebody else has debounced.
    public static let immediate = InputTiming(debounceMilliseconds: 0)

    /// Unless a board says otherwise. Contacts of buttons bounce for 10 ms and less; a leaf that falls shut shakes its contact longer.
    public static func standard(_ input: DoorInput) -> InputTiming {
        switch input {
        case .exitButton, .fire: InputTiming(debounceMilliseconds: 20, chatterMilliseconds: 500)
        case .guard: InputTiming(debounceMilliseconds: 20)
        case .call, .service: InputTiming(debounceMilliseconds: 30)
        case .contact, .interlock: InputTiming(debounceMilliseconds: 50)
        case .tamper: InputTiming(debounceMilliseconds: 100)
        }
    }
}

extension DoorInput {
    /// The inputs by which somebody wants to get out.
    public var isWayOut: Bool {
        switch self {
        case .exitButton, .guard, .fire: true
        case .contact, .tamper, .interlock, .call, .service: false
        }
    }

    /// Nobody can say what a chattering wire means. Where a life may hang on it, it means: open.
    var countsAsActiveWhenChattering: Bool { self == .exitButton || self == .fire }

    /// In which range its debounce time lies.
    public var debounceRange: ClosedRange<Int> { isWayOut ? InputTiming.wayOutRange : InputTiming.otherRange }

    /// In which range the time lies after which it chatters.
    public var chatterRange: ClosedRange<Int> {
        countsAsActiveWhenChattering ? InputTiming.openingChatterRange : InputTiming.chatterRange
    }
}
