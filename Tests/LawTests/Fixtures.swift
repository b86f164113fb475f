import Law
import Timekeeping

extension SiteDeclaration {
    /// Nothing to complain about.
    static var complete: SiteDeclaration {
        var site = SiteDeclaration()
        site.operatorParty = OperatorParty(
            kind: .propertyManager,
            name: Words(chinese: "临安青山物业服务有限公司", english: "Lin'an Qingshan Property Services Ltd."),
            address: Words(chinese: "杭州市临安区青山路18号", english: "18 Qingshan Road, Lin'an, Hangzhou"),
            phone: "0571-5550 0134", responsiblePerson: "李静 Li Jing")
        site.door = "东门 East Gate"
        site.placeKind = .residentialCompound
        site.purpose = .doorAccess
        site.purposeDescription = Words(
            chinese: "让住户空着手也能进入小区东门，每次开门只确认一位住户。",
            english: "Lets residents in at the East Gate with their hands full.")
        site.necessity = Necessity(
            statement: Words(
                chinese: "住户常常提着东西、推着婴儿车进门，腾不出手取卡或按密码。",
                english: "Residents often carry bags and have no hand free for a card or a PIN."),
            whyNotCard: Words(
                chinese: "门卡常被转借和遗失，补卡期间只能请保安开门；卡和密码仍然保留。",
                english: "Cards are lent and lost, and until they are replaced a guard has to open."))
        site.retentionDays = 90
        site.minors = .refuse
        return site
    }

    func with(_ change: (inout SiteDeclaration) -> Void) -> SiteDeclaration {
        var site = self
        change(&site)
        return site
    }
}

extension ErrorRates {
    static let sample = ErrorRates(
        falseMatchOneIn: 100, falseNonMatchPerTenThousand: 125, packIdentity: "sample pack 0123abcd")
}

extension Facts {
    static var fine: Facts {
        Facts(
            site: .complete,
            alternatives: [Alternative(.card, isHealthy: true), Alternative(.keypad, isHealthy: true)],
            clock: ClockReading(
                uptime: Uptime(milliseconds: 60_000), wall: WallTime(seconds: 1_772_413_200), trust: .trusted),
            expiryIsCurrent: true, errorRates: .sample)
    }

    func with(_ change: (inout Facts) -> Void) -> Facts {
        var facts = self
        change(&facts)
        return facts
    }

    var blockers: [RequirementID] { Gates.faceBlockers(Gates.findings(for: self)) }

    func findings(_ id: RequirementID) -> [Finding] { Gates.findings(for: self).filter { $0.requirement == id } }

    func reasons(_ id: RequirementID) -> [String] { findings(id).map(\.reason) }
}

let unaffected = "; faces are off, cards and PINs are not affected"
