import Door
import Law
import Timekeeping

@testable import Controller

extension Controller {
    /// A terminal whose store is mounted, with nothing configured.
    static var forTests: Controller {
        let configuration = Configuration(
            site: SiteDeclaration(), doorPolicy: DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000),
            pack: nil, faceFault: nil, isBench: true, version: "test")
        var controller = Controller(
            configuration, alternatives: [], leaf: .closed, at: .forTests)
        _ = controller.handle(.mounted(.ready), at: .forTests)
        return controller
    }
}

extension ClockReading {
    static let forTests = ClockReading(
        uptime: Uptime(milliseconds: 0), wall: WallTime(seconds: 1_772_413_200), trust: .trusted)
}
