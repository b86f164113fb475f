import SeededRandom
/// What a site file could hold: Chinese, English, marks, spaces, and what nobody expects.
func randomText(_ random: inout SplitMix64, upTo limit: Int) -> String {
    let pools: [[Character]] = [
        Array("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"),
        Array("，。、；：？！）》」』（《「『“”…—"), Array("abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLM"), Array("0123456789-/.,()%"),
        Array(" \u{A0}\t"), ["\n", "\u{202E}", "\u{200B}", "👨‍👩‍👧", "é", "\u{0}", "𠮷", "Ω", "ﷺ"],
    ]
    let weights = [0, 0, 0, 1, 2, 2, 2, 3, 4]
    return String(
        (0..<Int.random(in: 0...limit, using: &random)).map { _ in
            let isOdd = Int.random(in: 0..<60, using: &random) == 0
            return pools[isOdd ? 5 : weights.randomElement(using: &random)!].randomElement(using: &random)!
        })
}
