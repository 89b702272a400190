import Foundation
import Testing

@Suite("Rules that hold for the sources")
struct SourceTests {
    private var root: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
    }

    private func sources(_ folder: String) throws -> [(path: String, text: String)] {
        let base = root + "/" + folder
        let paths = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(".swift") }
            .map { ($0, try String(contentsOfFile: base + "/" + $0, encoding: .utf8)) }
    }

    @Test("Only these write without a ledger entry, and each for its reason")
    func unrecordedWrites() throws {
        let allowed: [String: [String]] = [
            "Platform/Storage/Migration.swift": [".structure"],
            "Platform/Ledger/Store.swift": [".ledger"],
            "Platform/Identity/Sessions.swift": [".volatile"],
            "Platform/Identity/SignIn.swift": [".volatile"],
            "Features/Countries/CountriesBenchmark.swift": [".benchmark"],
        ]
        for (path, text) in try sources("Sources") {
            let reasons = text.matches(of: /writeUnrecorded\((\.[a-z]+)/).map { String($0.1) }
            let unknown = reasons.filter { !(allowed[path] ?? []).contains($0) }
            #expect(unknown.isEmpty, "\(path) writes without an entry: \(unknown)")
        }
    }

    @Test("Features know only those before them, and the platform knows none")
    func floors() throws {
        let features = ["Accounts", "Records", "Countries", "Today"]
        for (path, text) in try sources("Sources/Platform") {
            for feature in features { #expect(!text.contains("import \(feature)\n"), "\(path) imports \(feature)") }
        }
        for (index, feature) in features.enumerated() {
            for (path, text) in try sources("Sources/Features/\(feature)") {
                for later in features[index...] {
                    #expect(!text.contains("import \(later)\n"), "\(path) imports \(later)")
                }
            }
        }
    }

    @Test("Nothing can stop the server but what is proved not to")
    func traps() throws {
        for (path, text) in try sources("Sources") {
            for trap in ["try!", "as!", "fatalError("] { #expect(!text.contains(trap), "\(path) has \(trap)") }
        }
    }
}
