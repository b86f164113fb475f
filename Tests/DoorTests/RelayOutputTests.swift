import Door
import SeededRandom
import Testing
import Timekeeping

/// OSDP's control codes, by a model that remembers every order it was given.
@Suite("Permanent and temporary outputs") struct RelayOutputTests {
    private func at(_ seconds: Int64) -> Uptime { Uptime(milliseconds: seconds * 1_000) }

    @Test("Each control code") func codes() {
        var relay = RelayOutput()
        relay.obey(.temporary(isOn: true, milliseconds: 2_000), at: at(0))
        #expect(relay.isOn && relay.nextDeadline == at(2))
        relay.pass(at(2))
        #expect(!relay.isOn && relay.nextDeadline == nil, "5: back to the permanent state")
        relay.obey(.permanent(isOn: true), at: at(3))
        relay.obey(.temporary(isOn: false, milliseconds: 2_000), at: at(3))
        #expect(!relay.isOn)
        relay.pass(at(5))
        #expect(relay.isOn, "6: likewise")
        relay.obey(.temporary(isOn: true, milliseconds: 2_000), at: at(6))
        relay.obey(.permanentAfterwards(isOn: false), at: at(6))
        #expect(relay.isOn, "3: what runs is not broken off")
        relay.pass(at(8))
        #expect(!relay.isOn)
        relay.obey(.temporary(isOn: true, milliseconds: 2_000), at: at(9))
        relay.obey(.permanent(isOn: false), at: at(9))
        #expect(!relay.isOn && relay.nextDeadline == nil, "1: what runs is broken off")
    }

    @Test("Any orders: the state is the last temporary one while it runs, else the last permanent one")
    func model() {
        for seed in UInt64(0)..<200 {
            var random = SplitMix64(seed: seed)
            var relay = RelayOutput(), permanent = false, running: (Bool, Uptime)?
            var now = at(0)
            for _ in 0..<100 {
                now = now + Int64(random.below(3_000))
                relay.pass(now)
                if let (_, until) = running, until <= now { running = nil }
                let isOn = random.below(2) == 0
                switch random.below(4) {
                case 0:
                    relay.obey(.permanent(isOn: isOn), at: now)
                    (permanent, running) = (isOn, nil)
                case 1:
                    relay.obey(.permanentAfterwards(isOn: isOn), at: now)
                    permanent = isOn
                case 2:
                    relay.obey(.temporary(isOn: isOn, milliseconds: 1_500), at: now)
                    running = (isOn, now + 1_500)
                default: break
                }
                #expect(relay.isOn == running?.0 ?? permanent)
                #expect(relay.nextDeadline == running?.1)
            }
        }
    }
}
