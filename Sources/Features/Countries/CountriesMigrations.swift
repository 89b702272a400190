import Storage
import Texts

/// The tables of countries and their dossiers.
enum CountriesMigrations {
    static let all: [Migration] = [
        Migration(
            "countries", "001 countries and dossiers",
            [
                """
                CREATE TABLE country (
                    code TEXT PRIMARY KEY,
                    region TEXT NOT NULL,
                    sort_nl TEXT NOT NULL,
                    sort_en TEXT NOT NULL,
                    sort_fr TEXT NOT NULL,
                    sort_ar TEXT NOT NULL,
                    search TEXT NOT NULL)
                """,
                """
                CREATE TABLE dossier (
                    country TEXT PRIMARY KEY REFERENCES country (code),
                    tier TEXT NOT NULL CHECK (tier IN ('focus', 'active', 'watch')),
                    rank BIGINT NOT NULL,
                    basis TEXT NOT NULL,
                    version BIGINT NOT NULL,
                    changed BIGINT NOT NULL)
                """,
                """
                CREATE TABLE strategy (
                    country TEXT NOT NULL REFERENCES dossier (country),
                    year BIGINT NOT NULL CHECK (year BETWEEN 2000 AND 2100),
                    version BIGINT NOT NULL,
                    PRIMARY KEY (country, year))
                """,
                """
                CREATE TABLE strategy_version (
                    country TEXT NOT NULL,
                    year BIGINT NOT NULL,
                    version BIGINT NOT NULL,
                    goals TEXT NOT NULL,
                    at BIGINT NOT NULL,
                    by_actor TEXT NOT NULL,
                    PRIMARY KEY (country, year, version),
                    FOREIGN KEY (country, year) REFERENCES strategy (country, year))
                """,
                """
                CREATE TABLE fact (
                    id TEXT PRIMARY KEY,
                    country TEXT NOT NULL REFERENCES dossier (country),
                    label TEXT NOT NULL,
                    content TEXT NOT NULL,
                    source TEXT NOT NULL,
                    as_of TEXT NOT NULL,
                    shared BIGINT NOT NULL,
                    synthetic BIGINT NOT NULL,
                    version BIGINT NOT NULL,
                    ended BIGINT)
                """,
                "CREATE INDEX fact_country ON fact (country)",
                """
                CREATE TABLE milestone (
                    id TEXT PRIMARY KEY,
                    import_key TEXT UNIQUE,
                    kind TEXT NOT NULL,
                    country TEXT NOT NULL REFERENCES country (code),
                    organisation TEXT NOT NULL,
                    started TEXT NOT NULL,
                    ended TEXT,
                    place TEXT NOT NULL,
                    people BIGINT,
                    title TEXT NOT NULL,
                    what TEXT NOT NULL,
                    source TEXT NOT NULL,
                    synthetic BIGINT NOT NULL)
                """,
                "CREATE INDEX milestone_country ON milestone (country, started)",
            ],
            fill: { transaction in
                for code in Gazetteer.world.codes {
                    let names = Language.allCases.map { Gazetteer.world.name(code, in: $0) }
                    let keys = names.map(Folding.key)
                    let region = Gazetteer.world.countries[code]?.region ?? ""
                    let search = (keys + [code.lowercased()]).joined(separator: " ")
                    try transaction.execute(
                        """
                        INSERT INTO country (code, region, sort_nl, sort_en, sort_fr, sort_ar, search)
                        VALUES (\(code), \(region), \(keys[Language.dutch.index]), \(keys[Language.english.index]),
                                \(keys[Language.french.index]), \(keys[Language.arabic.index]), \(search))
                        """)
                }
            })
    ]
}
