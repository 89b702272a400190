import Files
import Identity
import Ledger
import Storage
import Values

/// Makes a part of the demonstration's data, through the same verbs as a user's work.
package struct DemonstrationStep: Sendable {
    /// What a step works with.
    package struct Setting: Sendable {
        package let store: Store
        package let passwords: Passwords
        package let files: FileStore
        /// The day that the demonstration takes for today.
        package let today: CalendarDate
        /// The seed of everything that is made up.
        package let seed: UInt64

        package init(store: Store, passwords: Passwords, files: FileStore, today: CalendarDate, seed: UInt64) {
            self.store = store
            self.passwords = passwords
            self.files = files
            self.today = today
            self.seed = seed
        }
    }

    package let name: String
    package let run: @Sendable (Setting) async throws -> Void

    package init(_ name: String, _ run: @escaping @Sendable (Setting) async throws -> Void) {
        self.name = name
        self.run = run
    }
}

/// Makes a feature's part of the large data set for measuring. May write in bulk.
package struct BenchmarkSeed: Sendable {
    package let name: String
    package let run: @Sendable (Store) async throws -> Void

    package init(_ name: String, _ run: @escaping @Sendable (Store) async throws -> Void) {
        self.name = name
        self.run = run
    }
}
