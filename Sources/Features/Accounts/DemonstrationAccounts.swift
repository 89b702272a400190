import Identity
import Ledger
import Slots
import Texts
import Values

/// The people of the demonstration: fictional, one for each role, and some more country managers.
enum DemonstrationAccounts {
    /// Written on the demonstration's sign-in page: it guards nothing.
    static let password = "alleen-voor-de-demonstratie"

    private struct Person {
        let email: String
        let name: String
        let role: Role
        let language: Language
        var countries: Set<String> = []
    }

    private static let people = [
        Person(
            email: "projectleider@demo.example", name: "Marijke Verzonnen", role: .programmeManager, language: .dutch),
        Person(
            email: "relatiebeheerder@demo.example", name: "Sanne Voorbeeld", role: .countryManager, language: .dutch),
        Person(
            email: "trainingscoordinator@demo.example", name: "Thijs Denkbeeldig", role: .trainingCoordinator,
            language: .dutch),
        Person(email: "controller@demo.example", name: "Wendela Schijn", role: .controller, language: .dutch),
        Person(email: "auditor@demo.example", name: "Alice Fictive", role: .auditor, language: .english),
        Person(email: "trainer@demo.example", name: "Ebrima Exemplaire", role: .trainer, language: .english),
        Person(
            email: "contactpunt@demo.example", name: "Fatou Imaginée", role: .focalPoint, language: .english,
            countries: ["GM"]),
        Person(
            email: "contactpunt.ma@demo.example", name: "يوسف المثالي", role: .focalPoint, language: .arabic,
            countries: ["MA"]),
        Person(email: "beheerder@demo.example", name: "Bas Bedacht", role: .administrator, language: .dutch),
        Person(
            email: "relatiebeheerder2@demo.example", name: "Mehmet Fictief", role: .countryManager, language: .dutch),
        Person(email: "relatiebeheerder3@demo.example", name: "Lotte Namaak", role: .countryManager, language: .dutch),
        Person(email: "relatiebeheerder4@demo.example", name: "Ruben Proef", role: .countryManager, language: .dutch),
        Person(
            email: "relatiebeheerder5@demo.example", name: "Noor Sjabloon", role: .countryManager, language: .english),
    ]

    /// The addresses that stand on the sign-in page.
    static let listed =
        people.prefix(9).map(\.email).filter { $0 != "contactpunt.ma@demo.example" }
        + ["contactpunt.ma@demo.example"]

    static let step = DemonstrationStep("accounts") { setting in
        let hash = try await setting.passwords.hash(password)
        let start = Instant(setting.today).adding(days: -500)
        try await setting.store.write(by: .system("demonstration"), at: start) { writing in
            for person in people where try writing.account(email: person.email) == nil {
                let account = Account(
                    id: writing.ids.next(), email: person.email, name: person.name + " (fictief)", role: person.role,
                    language: person.language, isSynthetic: true)
                try writing.add(account, password: hash)
                if !person.countries.isEmpty { try writing.assign(account, to: person.countries) }
            }
        }
    }
}
