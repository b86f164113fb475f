import Law
import Testing

@testable import Controller

/// R39 is asked at the start, and again whenever a secret could not be locked.
@Suite("Secrets that can reach swap") struct SwapTests {
    @Test("faces are off from then on, also in the middle of one; cards and PINs go on") func off() {
        var rig = Rig(secretKeeping: SecretKeeping(keySource: .credential, memoryIsLocked: true))
        #expect(rig.controller.blockers.isEmpty)
        rig.goToConsent()
        rig.send(.secretsCanReachSwap)
        #expect(rig.controller.blockers == [.R39])
        rig.pass(milliseconds: 60_000)
        rig.tapCard()
        rig.type("4711")
        #expect(rig.controller.grants[.cardAndPIN] == 1)
    }
}
