import Testing

@testable import PictureFiles

private func exposure(_ scene: borrowing PictureScene, _ generator: inout SeededGenerator) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: scene.widthPixels * scene.heightPixels * 3) { buffer, count in
        scene.expose(into: UnsafeMutableRawBufferPointer(buffer), using: &generator)
        count = buffer.count
    }
}

@Suite struct PictureSceneTests {
    @Test func theSameSeedGivesTheSameExposuresAndAnotherSeedDoesNot() {
        let scene = PictureScene(emptyWidthPixels: 64, heightPixels: 48)
        var (a, b, c) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1), SeededGenerator(seed: 2))
        let first = exposure(scene, &a)
        #expect(first == exposure(scene, &b))
        #expect(first != exposure(scene, &c))
        #expect(first != exposure(scene, &a))
    }

    @Test func anEmptySceneIsANoisyWall() {
        let scene = PictureScene(emptyWidthPixels: 64, heightPixels: 48)
        var generator = SeededGenerator(seed: 3)
        let slack = 118 * PictureScene.gainSpread / 256 + 1 + PictureScene.noiseSpread
        let pixels = exposure(scene, &generator)
        #expect(pixels.allSatisfy { abs(Int($0) - Int(PictureScene.wall)) <= slack })
        #expect(Set(pixels).count > PictureScene.noiseSpread)
    }

    @Test(arguments: [(640, 480), (320, 240), (48, 48), (480, 640), (16, 16)])
    func aPictureIsSeenFromItsTopInTheMiddle(_ width: Int, _ height: Int) throws {
        let picture = try DecodedPicture(jpeg: TinyJPEGs.colour)
        let scene = PictureScene(picture, widthPixels: width, heightPixels: height)
        var generator = SeededGenerator(seed: 5)
        let pixels = exposure(scene, &generator)
        // In the middle of the frame stands the middle of the picture's width: red 8 * 12 + 40.
        let middle = 3 * (height / 2 * width + width / 2)
        #expect(abs(Int(pixels[middle]) - 136) < 60, "red is \(pixels[middle])")
        #expect(abs(Int(pixels[middle + 2]) - 90) < 20, "blue is \(pixels[middle + 2])")
    }

    @Test func i420ShowsTheSameAsRGB() throws {
        let picture = try DecodedPicture(jpeg: TinyJPEGs.colour)
        let scene = PictureScene(picture, widthPixels: 64, heightPixels: 48)
        var (a, b) = (SeededGenerator(seed: 9), SeededGenerator(seed: 9))
        let colours = exposure(scene, &a)
        let planes = [UInt8](unsafeUninitializedCapacity: 64 * 48 * 3 / 2) { buffer, count in
            scene.exposeI420(into: UnsafeMutableRawBufferPointer(buffer), using: &b)
            count = buffer.count
        }
        for at in 0..<64 * 48 {
            let (r, g, b) = (Double(colours[3 * at]), Double(colours[3 * at + 1]), Double(colours[3 * at + 2]))
            #expect(abs(0.299 * r + 0.587 * g + 0.114 * b - Double(planes[at])) < 1)
        }
        // Over the whole picture U and V keep the mean colour.
        func mean(_ values: some Collection<UInt8>) -> Double {
            Double(values.reduce(0) { $0 + Int($1) }) / Double(values.count)
        }
        let (y, u, v) = (mean(planes[..<3072]), mean(planes[3072..<3840]), mean(planes[3840...]))
        let red = mean(stride(from: 0, to: colours.count, by: 3).map { colours[$0] })
        let blue = mean(stride(from: 2, to: colours.count, by: 3).map { colours[$0] })
        #expect(abs(y + 1.402 * (v - 128) - red) < 2 && abs(y + 1.772 * (u - 128) - blue) < 2)
    }
}
