import Slots
import Storage
import Values

extension Installation {
    /// Fills an empty database with the demonstration programme: public facts, and people and texts that are made up and say
    /// so. False when there is something already: nothing is changed then.
    ///
    /// - Parameter today: the day that the demonstration takes for today.
    package func makeDemonstration(today: CalendarDate, seed: UInt64 = 20_240_314) async throws -> Bool {
        let isEmpty = try await store.read { try $0.value("SELECT 1 FROM account LIMIT 1", as: Int.self) == nil }
        guard isEmpty else { return false }
        let setting = DemonstrationStep.Setting(
            store: store, passwords: passwords, files: files, today: today, seed: seed)
        for step in slots.demonstration { try await step.run(setting) }
        return true
    }
}
