import Composition
import Countries
import Foundation
import Identity
import Slots
import Testing
import Texts

@Suite("Every text is there")
struct TextCoverageTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private static func sources() throws -> String {
        let base = root + "/Sources"
        let paths = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(".swift") }
            .map { try String(contentsOfFile: base + "/" + $0, encoding: .utf8) }
            .joined(separator: "\n").split(separator: "\n")
            .filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("///") }.joined(separator: "\n")
    }

    /// The keys that stand in the sources as they are.
    private static func literalKeys(_ sources: String) -> Set<String> {
        let patterns = [
            #/texts\("([a-z][a-z0-9.-]+)"/#, #/NavigationItem\("([a-z0-9.-]+)"/#,
            #/Fault\([^,"]*(?:"[^"]*")?, "([a-z0-9.-]+)"/#,
            #/form\.[a-z]+\("[A-Za-z]+", "([a-z0-9.-]+)"/#, #/hint: "([a-z0-9.-]+)"/#, #/actions\("([a-z0-9.-]+)"/#,
            #/fault: "([a-z0-9.-]+)"/#, #/\("(thread\.[a-z-]+)",/#,
        ]
        return Set(patterns.flatMap { sources.matches(of: $0).map { String($0.1) } }).filter { $0.contains(".") }
    }

    /// The keys that are made of values.
    private static func familyKeys(_ sources: String) throws -> Set<String> {
        var keys: Set<String> = []
        for role in Role.allCases { keys.insert("role.\(role.rawValue)") }
        for tier in Tier.allCases { keys.insert("tier.\(tier.rawValue)") }
        for kind in Milestone.Kind.allCases { keys.insert(kind.title.name) }
        for place in DossierSection.Place.allCases {
            keys.formUnion(["dossier.section.\(place.rawValue)", "dossier.section.\(place.rawValue).empty"])
        }
        for appearance in Appearance.allCases { keys.insert("appearance.\(appearance.rawValue)") }
        for scope in APIToken.Scope.allCases { keys.insert("token.scope.\(scope.rawValue)") }
        for status in [400, 401, 403, 404, 405, 408, 409, 412, 413, 415, 428, 429, 500, 503] {
            keys.formUnion(["failure.\(status)", "failure.\(status).text"])
        }
        for match in sources.matches(of: #/Permission\(\s*"([a-z.-]+)"/#) { keys.insert("permission.\(match.1)") }
        for match in sources.matches(of: #/[?]done=([a-z.-]+)/#) { keys.insert("done.\(match.1)") }
        for match in sources.matches(of: #/record\("([a-z.-]+)"/#) { keys.insert("action.\(match.1)") }
        for match in sources.matches(of: #/FieldChange\("([A-Za-z0-9]+)/#) { keys.insert("field.\(match.1)") }
        for match in sources.matches(of: #/\.system\("([a-z]+)"\)/#) { keys.insert("actor.\(match.1)") }
        return keys
    }

    @Test("In Dutch and in English", arguments: [Language.dutch, .english])
    func present(language: Language) throws {
        let catalogue = try Catalogue.embedded()
        let known = Set(catalogue.keys(in: language).map(\.name))
        let sources = try Self.sources()
        let wanted = try Self.literalKeys(sources).union(Self.familyKeys(sources))
        #expect(wanted.count > 250, "the patterns find the keys")
        #expect(wanted.subtracting(known).sorted() == [])
    }

    @Test("What partners read is there in French and in Arabic, the same keys in both")
    func partners() throws {
        let catalogue = try Catalogue.embedded()
        let french = Set(catalogue.keys(in: .french).map(\.name))
        let arabic = Set(catalogue.keys(in: .arabic).map(\.name))
        #expect(french.symmetricDifference(arabic) == [])
        let shown = ["shell.", "form.", "sign-in.", "profile.", "file.", "search.", "today.", "failure."]
        let wanted = catalogue.keys(in: .english).map(\.name).filter { key in
            shown.contains { key.hasPrefix($0) } || Role.allCases.contains { key == "role.\($0.rawValue)" }
        }
        #expect(wanted.filter { !french.contains($0) } == [])
    }

    @Test("No text is kept that nobody asks for")
    func unused() throws {
        let sources = try Self.sources()
        let families = try Self.familyKeys(sources)
        // Families whose members are chosen by a value or a condition.
        let prefixes = [
            "date.", "rights.reach.", "fault.", "relative.", "number.", "list.", "money.", "bytes.", "currency.",
            "action.", "done.", "field.", "actor.", "language.",
        ]
        let unused = try Catalogue.embedded().keys(in: .english).map(\.name).filter { key in
            !families.contains(key) && !sources.contains("\"\(key)\"") && !prefixes.contains { key.hasPrefix($0) }
        }
        #expect(unused == [])
    }
}
