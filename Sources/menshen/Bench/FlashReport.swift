enum FlashReport { static func lines(_ place: BenchPlace) -> [String] { [] } }
