import Texts

/// The countries and territories of ISO 3166-1 with their names in four languages, their region (UN M49) and their outline,
/// from the reference data that travels with the program.
package struct Gazetteer: Sendable {
    /// A country or territory.
    package struct Country: Sendable {
        /// ISO 3166-1 alpha-2.
        package let code: String
        package let alpha3: String
        package let numeric: String
        /// The code of its region in M49.
        package let region: String
        /// By language, in the order of `Language.allCases`.
        fileprivate let names: [String]
        /// The official name in English; the everyday one where there is no other.
        fileprivate let official: String
        /// Where it stands on the map, in the map's units.
        package let outline: Outline
    }

    /// A country on the map: 2000 units wide, Equal Earth projection.
    package struct Outline: Sendable {
        package let x: Double
        package let y: Double
        /// The drawing; empty for a state too small for the map's scale, which is shown as a dot.
        package let path: String
        package let left: Double
        package let top: Double
        package let right: Double
        package let bottom: Double
    }

    /// All of them, by code.
    package let countries: [String: Country]
    /// Codes in their order.
    package let codes: [String]
    private let regions: [String: [String]]

    /// What travels with the program.
    package static let world = Gazetteer()

    private init() {
        let outlines = Self.rows("data/world-map.tsv").reduce(into: [String: Outline]()) { all, row in
            let numbers = row[1...6].map { Double($0) ?? 0 }
            all[row[0]] = Outline(
                x: numbers[0], y: numbers[1],
                // A path that stands behind another must begin from the corner of the map, not from where that one ended.
                path: row[7].isEmpty ? "" : "M" + row[7].dropFirst(), left: numbers[2], top: numbers[3],
                right: numbers[4],
                bottom: numbers[5])
        }
        let nowhere = Outline(x: 0, y: 0, path: "", left: 0, top: 0, right: 0, bottom: 0)
        let all = Self.rows("data/countries.tsv").map { row in
            Country(
                code: row[0], alpha3: row[1], numeric: row[2], region: row[3], names: Array(row[6...9]),
                official: row[10].isEmpty ? row[7] : row[10], outline: outlines[row[0]] ?? nowhere)
        }
        countries = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })
        codes = all.map(\.code)
        regions = Self.rows("data/regions.tsv").reduce(into: [:]) { $0[$1[0]] = Array($1[1...4]) }
    }

    /// The name of a country; its code when it has none.
    package func name(_ code: String, in language: Language) -> String {
        countries[code]?.names[language.index] ?? code
    }

    /// The official name of a country in English; its code when it has none.
    package func officialName(_ code: String) -> String {
        countries[code]?.official ?? code
    }

    /// The name of a region.
    package func regionName(_ code: String, in language: Language) -> String {
        regions[code]?[language.index] ?? code
    }

    private static func rows(_ path: String) -> [[String]] {
        (EmbeddedFiles.text(path) ?? "").split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst().map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }
}
