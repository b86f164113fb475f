import Foundation
import Testing

/// `Board/cross` from a copy of the scripts, with a cache of its own: nothing is set up and nothing of the machine touched.
@Suite("Board/cross: bad input is answered in one line", .serialized) struct CrossScriptTests {
    private struct Bench {
        let place = FileManager.default.temporaryDirectory.appending(path: "menshen-\(UUID().uuidString)")

        init() throws {
            try FileManager.default.createDirectory(at: place.appending(path: "bin"), withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                at: Checkout.root.appending(path: "Board"), to: place.appending(path: "Board"))
        }

        func remove() { try? FileManager.default.removeItem(at: place) }

        func write(_ text: String, to path: String, mode: Int = 0o644) throws {
            let file = place.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        }

        /// - Returns: the status, and what was said on standard error.
        func cross(_ words: [String], setting: [String: String] = [:]) throws -> (status: Int32, complaint: String) {
            let process = Process()
            process.executableURL = place.appending(path: "Board/cross")
            process.arguments = words
            var environment = ProcessInfo.processInfo.environment
            environment["XDG_CACHE_HOME"] = place.appending(path: "cache").path
            environment["PATH"] = "\(place.path)/bin:\(environment["PATH"] ?? "")"
            process.environment = environment.merging(setting) { $1 }
            let complaints = Pipe()
            process.standardError = complaints
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            let said = try complaints.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return (process.terminationStatus, String(decoding: said, as: UTF8.self))
        }
    }

    /// The first package of the pins: what set-up asks for first.
    private static func firstPin() throws -> (path: String, name: String) {
        let lock = Checkout.file("Board/lib/sdk.lock")
        let line = try #require(lock.lines.first { $0.hasPrefix("arm64 ") }).split(separator: " ")
        return (String(line[2]), String(line[2].split(separator: "/").last!))
    }

    @Test(
        "an unknown command, architecture or CPU",
        arguments: [
            (["fly"], "menshen: Board/cross has no 'fly'; there are: setup build selftest tour pin\n"),
            (["build", "sparc"], "menshen: 'sparc' is no architecture that is built for; there are: arm64 amd64\n"),
            (
                ["setup", "arm64", "sparc"],
                "menshen: 'sparc' is no architecture that is built for; there are: arm64 amd64\n"
            ),
        ])
    func unknown(words: [String], complaint: String) throws {
        let bench = try Bench()
        defer { bench.remove() }
        let outcome = try bench.cross(words)
        #expect(outcome.status == 1)
        #expect(outcome.complaint == complaint)
    }

    @Test("an unknown CPU: the known ones are named, and nothing is built") func unknownCPU() throws {
        let bench = try Bench()
        defer { bench.remove() }
        try bench.write(
            "#!/bin/sh\necho 'Available CPUs:\n  cortex-a53\n  max'\nexit 1\n", to: "bin/qemu-aarch64-static",
            mode: 0o755)
        let outcome = try bench.cross(["selftest", "cortex-a5"])
        #expect(outcome.status == 1)
        #expect(
            outcome.complaint
                == "menshen: 'cortex-a5' is no CPU that qemu-aarch64-static knows; there are: cortex-a53 max\n")
    }

    @Test("a compiler that is too old, and one that does not start") func compiler() throws {
        let bench = try Bench()
        defer { bench.remove() }
        try bench.write("#!/bin/sh\necho 'Swift version 6.0.3 (swift-6.0.3-RELEASE)'\n", to: "bin/swift", mode: 0o755)
        let old = try bench.cross(["setup"])
        #expect(old.status == 1)
        #expect(old.complaint == "menshen: swift is 6.0, and 6.2 or newer is needed\n")
        try bench.write("#!/bin/sh\necho 'no libxml2' >&2\nexit 127\n", to: "bin/swift", mode: 0o755)
        let broken = try bench.cross(["setup"])
        #expect(broken.status == 1)
        #expect(broken.complaint == "menshen: swift is on PATH but does not start: no libxml2\n")
    }

    @Test("no network: the mirrors that were tried are named") func noNetwork() throws {
        let bench = try Bench()
        defer { bench.remove() }
        try bench.write(
            "Acquire::http::Proxy \"http://127.0.0.1:9\";\nAcquire::https::Proxy \"http://127.0.0.1:9\";\n",
            to: "apt.conf")
        let outcome = try bench.cross(["setup"], setting: ["APT_CONFIG": bench.place.appending(path: "apt.conf").path])
        #expect(outcome.status == 1)
        let name = try Self.firstPin().name
        #expect(outcome.complaint.hasPrefix("menshen: \(name) cannot be fetched: no mirror answers ("))
        #expect(outcome.complaint.count { $0 == "\n" } == 1)
    }

    @Test("another file than the pinned one is refused, and does not stay") func wrongHash() throws {
        let bench = try Bench()
        defer { bench.remove() }
        let (path, name) = try Self.firstPin()
        try bench.write("not the package", to: "mirror/\(path)")
        let mirror = "copy:\(bench.place.path)/mirror"
        let outcome = try bench.cross(["setup"], setting: ["MENSHEN_MIRROR": mirror])
        #expect(outcome.status == 1)
        #expect(
            outcome.complaint == "menshen: \(name) at \(mirror) is not the pinned file: it has another SHA-256\n")
        let left = try FileManager.default.contentsOfDirectory(
            atPath: bench.place.appending(path: "cache/menshen/downloads/sdk").path)
        #expect(left == [])
    }

    /// Runs one function of the scripts.
    private func call(_ script: String) throws -> (status: Int32, complaint: String) {
        let bench = try Bench()
        defer { bench.remove() }
        try bench.write(
            "#!/usr/bin/env bash\n. \"$(dirname \"$0\")/lib/all.bash\"\nmkdir -p \"$logs\"\n\(script)\n",
            to: "Board/cross",
            mode: 0o755)
        return try bench.cross([])
    }

    @Test(
        "firmware that is none, for another machine, not static, not stripped, or too big, is not handed out",
        arguments: [
            ("arm64", "Board/cross", "menshen for arm64 is no ELF file\n"),
            ("arm64", "/bin/sh", "menshen for arm64 is for another machine\n"),
            ("amd64", "/bin/sh", "menshen for amd64 is not static, it needs: libc.so.6\n"),
        ])
    func firmware(architecture: String, file: String, complaint: String) throws {
        let own = try call("check_firmware $(dpkg --print-architecture) /bin/sh")
        #expect(own.complaint.contains(" is not static, it needs: libc.so.6\n"))
        #if arch(x86_64)
            let outcome = try call("check_firmware \(architecture) \(file)")
            #expect(outcome.status == 1)
            #expect(outcome.complaint == "menshen: \(complaint)")
        #endif
    }

    @Test("a compiler that fails in the middle of set-up fails the set-up") func failingCompiler() throws {
        let outcome = try call(
            """
            toolchain_libraries() { echo "$root/toolchain/lib/swift"; }
            mkdir -p "$root/toolchain/bin"
            printf '#!/bin/sh\\nexit 1\\n' >"$root/toolchain/bin/swift-frontend"
            chmod +x "$root/toolchain/bin/swift-frontend"
            step "compiling" "$logs/compile.log" compile_interfaces "$root/sysroot"
            echo "went on" >&2
            """)
        #expect(outcome.status == 1)
        #expect(outcome.complaint.contains("compiling failed after"))
        #expect(!outcome.complaint.contains("went on"))
    }

    @Test("pins that name nothing, and a cache whose path has a space") func pins() throws {
        let empty = try call(": >\"$sdk_lock\"\nset_up_sdk arm64")
        #expect(empty.status == 1)
        #expect(empty.complaint == "menshen: Board/lib/sdk.lock names nothing for arm64; Board/cross pin writes it\n")
        let bench = try Bench()
        defer { bench.remove() }
        let outcome = try bench.cross(["setup"], setting: ["XDG_CACHE_HOME": "/tmp/a b"])
        #expect(outcome.status == 1)
        #expect(outcome.complaint.contains("the cache's path has a space in it"))
        #expect(!FileManager.default.fileExists(atPath: "/tmp/a b"))
    }
}
