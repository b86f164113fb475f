import Foundation

/// Pictures small enough to stand here, and files built to hurt.
enum TinyJPEGs {
    /// 24 x 16; red is 8 x + 40, green 10 y + 30, blue 90.
    static let colour = bytes(
        """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYU\
        GBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wAARCAAQ\
        ABgDAREAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAABgUI/8QAGhAAAQUBAAAAAAAAAAAAAAAAAAUGIzGhMv/EABkBAAIDAQAAAAAAAAAAAAAA\
        AAUHAQQGCf/EABoRAAICAwAAAAAAAAAAAAAAAAAFAwQhMWH/2gAMAwEAAhEDEQA/AMwpLKqPDQTX+kLWesjNJZVR4Apr/RqrWesjNJZNR4Apr/Rq\
        rWesldJZXMeFKa/059rWesjJJZXMeAKa/wBGstZ6yM0lk1HgDmv9GqtZ6yf/2Q==
        """)
    /// 24 x 16; brightness is 8 x + y.
    static let grey = bytes(
        """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYU\
        GBIUFRT/wAALCAAQABgBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAACAn/xAAZEAABBQAAAAAAAAAAAAAAAAAABAchM1H/2gAIAQEAAD8An82yaqMF\
        U2yaqMFW2yaqMJftsmqjBVtsmqjBVNsmqjD/2Q==
        """)
    /// 24 x 16, four colours.
    static let cmyk = bytes(
        """
        /9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAQCwwODAoQDg0OEhEQExgoGhgWFhgxIyUdKDozPTw5Mzg3QEhcTkBEV0U3OFBtUVdfYmdoZz5NcXlwZHhc\
        ZWdj/8AAFAgAEAAYBEMRAE0RAFkRAEsRAP/EABcAAQEBAQAAAAAAAAAAAAAAAAAGBQf/xAAYEAEAAwEAAAAAAAAAAAAAAAAABBRBYf/aAA4EQwBN\
        AFkASwAAPwDBhYn6HGY6AoIWFDgKCFhQ4Dn8LFTQ4CghYUOAoIWFDgP/2Q==
        """)
    /// 8 x 8.
    static let tiny = bytes(
        """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBk\
        eFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAIAAgD\
        ASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAXEAEAAwAAAAAAAAAAAAAAAAAAAwRh/8QAFQEBAQAAAAAAAAAAAAAAAAAAAAL/xAAY\
        EQADAQEAAAAAAAAAAAAAAAAAAQIRA//aAAwDAQACEQMRAD8Agx1sAU7ejndYf//Z
        """)

    /// A flat grey progressive picture in `scanCount` passes of eleven bytes each, 1...190.
    static func progressive(widthPixels: Int, heightPixels: Int, scanCount: Int) -> [UInt8] {
        var file: [UInt8] = [0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0] + [UInt8](repeating: 1, count: 64)
        file += [0xFF, 0xC2, 0, 11, 8]
        file += [
            UInt8(heightPixels >> 8), UInt8(heightPixels & 255), UInt8(widthPixels >> 8), UInt8(widthPixels & 255),
        ]
        file += [1, 1, 0x11, 0]
        // Both tables know one symbol, zero, written as one bit.
        for table: UInt8 in [0x00, 0x10] { file += [0xFF, 0xC4, 0, 20, table, 1] + [UInt8](repeating: 0, count: 16) }
        var scans: [(first: UInt8, bits: UInt8)] = [(0, 0x00)]
        for bits: UInt8 in [0x02, 0x21, 0x10] { scans += (1...63).map { ($0, bits) } }
        let blocks = ((widthPixels + 7) / 8) * ((heightPixels + 7) / 8)
        for scan in scans.prefix(scanCount) {
            file += [0xFF, 0xDA, 0, 8, 1, 1, 0, scan.first, scan.first, scan.bits]
            file += [UInt8](repeating: 0, count: blocks / 8)
            if blocks % 8 > 0 { file.append(UInt8(0xFF >> (blocks % 8))) }
        }
        return file + [0xFF, 0xD9]
    }

    /// The file with another size written into its header.
    static func resized(_ file: [UInt8], widthPixels: Int, heightPixels: Int) -> [UInt8] {
        var file = file
        let header = file.indices.first { file[$0] == 0xFF && file[$0 + 1] == 0xC0 }!
        file[header + 5] = UInt8(heightPixels >> 8)
        file[header + 6] = UInt8(heightPixels & 255)
        file[header + 7] = UInt8(widthPixels >> 8)
        file[header + 8] = UInt8(widthPixels & 255)
        return file
    }

    private static func bytes(_ base64: String) -> [UInt8] { [UInt8](Data(base64Encoded: base64)!) }
}
