import Ledger
import Slots
import Storage
import Values

/// The large data set's part: ten years of strategies and a million entries of the ledger about the dossiers.
enum CountriesBenchmark {
    private static let entries = 1_000_000
    private static let batch = 20_000

    static let seed = BenchmarkSeed("ten years of changes to the dossiers") { store in
        let countries = try await store.read { try $0.values("SELECT country FROM dossier", as: String.self) }
        let now = store.clock.now()
        let start = now.adding(days: -3_650)
        let step = Int64(3_650) * 86_400_000 / Int64(entries)
        try await writeStrategies(store, countries, from: start)
        var done = 0
        while done < entries {
            let first = done
            try await store.database.writeUnrecorded(.benchmark) { transaction in
                var appender = try LedgerAppender(transaction)
                for number in first..<first + batch {
                    let country = countries[number % countries.count]
                    let change = FieldChange("basis", from: "reading \(number)", to: "reading \(number + 1)")
                    try appender.append(
                        "dossier.updated", Subject("dossier", country), [change], by: .system("benchmark"),
                        at: start.adding(milliseconds: Int64(number) * step))
                }
                try appender.finish()
            }
            done += batch
            print("  \(done) of \(entries) ledger entries")
        }
    }

    private static func writeStrategies(_ store: Store, _ countries: [String], from start: Instant) async throws {
        try await store.database.writeUnrecorded(.benchmark) { transaction in
            for country in countries {
                for year in 2020...2024 {
                    try transaction.execute(
                        "INSERT INTO strategy (country, year, version) VALUES (\(country), \(year), 20) ON CONFLICT DO NOTHING"
                    )
                    for version in 1...20 {
                        try transaction.execute(
                            """
                            INSERT INTO strategy_version (country, year, version, goals, at, by_actor)
                            VALUES (\(country), \(year), \(version), \("Goals of \(year), version \(version)"),
                                    \(start.adding(days: (year - 2020) * 365 + version)), 'system:benchmark')
                            ON CONFLICT DO NOTHING
                            """)
                    }
                }
            }
        }
    }
}
