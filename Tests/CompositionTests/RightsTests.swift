import Countries
import Fixtures
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Ledger
import NIOCore
import Storage
import Testing
import Web

@Suite("Who may do what, over HTTP")
struct RightsTests {
    private static let accounts: [(role: Role, name: String)] = [
        (.programmeManager, "projectleider"), (.countryManager, "relatiebeheerder"),
        (.trainingCoordinator, "trainingscoordinator"), (.controller, "controller"), (.auditor, "auditor"),
        (.trainer, "trainer"), (.focalPoint, "contactpunt"), (.administrator, "beheerder"),
    ]

    /// The path of a route with the parts filled in for a country.
    private func path(_ route: Route, _ country: String) -> String {
        route.path.replacing("{country}", with: country).replacing("{year}", with: "2026")
            .replacing("{fact}", with: "01900000-0000-7000-8000-000000000000")
            .replacing("{account}", with: "01900000-0000-7000-8000-000000000000")
            .replacing("{file}", with: "01900000-0000-7000-8000-000000000000")
            .replacing("{kind}", with: "dossier").replacing("{id}", with: country)
    }

    @Test("Nobody gets past a route that is not for everyone")
    func nobody() async throws {
        try await TestInstallation.with { test in
            for route in test.routes {
                if case .everyone = route.access { continue }
                let uri = path(route, "GM")
                let response = try await test.client.execute(uri: uri, method: route.method)
                if route.operation != nil {
                    #expect(response.status == .unauthorized, "\(route.method) \(uri)")
                    #expect(response.headers[.contentType] == "application/problem+json", "\(route.method) \(uri)")
                } else if route.method == .get {
                    #expect(response.status == .seeOther, "\(route.method) \(uri)")
                    #expect(response.headers[.location]?.hasPrefix("/sign-in?next=") == true)
                } else {
                    #expect(response.status == .unauthorized, "\(route.method) \(uri)")
                }
            }
        }
    }

    @Test(
        "Every route as every role: who lacks the permission gets 403, whoever has it does not",
        arguments: TestDatabase.dialects)
    func everyRole(dialect: Dialect) async throws {
        try await TestInstallation.with(dialect) { test in
            for account in Self.accounts {
                let browser = try await test.signIn(account.name)
                let token = try await test.token(account.name, .write)
                for route in test.routes {
                    guard case .may(let permission) = route.access else { continue }
                    let uri = path(route, "GM")
                    let isAllowed = permission.reach(of: account.role) != nil
                    let response: TestResponse
                    if route.operation != nil {
                        response = try await test.client.execute(
                            uri: uri, method: route.method,
                            headers: [
                                .authorization: "Bearer \(token)", .contentType: "application/json",
                                .ifMatch: "\"999\"",
                            ], body: ByteBuffer(string: route.method == .get ? "" : "{}"))
                    } else if route.method == .get {
                        response = try await browser.get(uri)
                    } else {
                        response = try await browser.post(uri, [:])
                    }
                    let where_ = "\(account.role) \(route.method) \(uri) \(response.status)"
                    #expect(response.status.code < 500, "\(where_)")
                    if isAllowed {
                        #expect(response.status != .forbidden, "\(where_)")
                    } else {
                        #expect(response.status == .forbidden, "\(where_)")
                    }
                }
            }
        }
    }

    @Test("A country manager writes in the own country and not in another's", arguments: TestDatabase.dialects)
    func twoCountries(dialect: Dialect) async throws {
        try await TestInstallation.with(dialect) { test in
            let browser = try await test.signIn("relatiebeheerder")
            let own = try await test.installation.store.read { transaction in
                let account = try #require(try transaction.account(email: "relatiebeheerder@demo.example"))
                return try transaction.countries(of: account.id)
            }
            #expect(own.contains("GM"))
            let other = try #require(["CN", "NG", "SR", "MA"].first { !own.contains($0) })
            for (country, status) in [("GM", HTTPResponse.Status.ok), (other, .forbidden), ("NL", .notFound)] {
                for page in ["strategies/2027/edit", "facts/new"] {
                    let found = try await browser.get("/countries/\(country)/\(page)").status
                    #expect(found == status, "\(country) \(page)")
                }
            }
            let before = try await test.installation.store.read { try $0.ledgerSize() }
            let sent = try await browser.post(
                "/countries/\(other)/facts/new",
                ["label": "a", "content": "b", "source": "c", "asOf": "2026", "version": "0"])
            #expect(sent.status == .forbidden)
            let after = try await test.installation.store.read { try $0.ledgerSize() }
            #expect(before == after)
        }
    }

    @Test(
        "A focal point sees of the own country what is shared, and of another nothing at all",
        arguments: TestDatabase.dialects)
    func focalPoint(dialect: Dialect) async throws {
        try await TestInstallation.with(dialect) { test in
            let browser = try await test.signIn("contactpunt")
            let dossier = try await browser.text("/countries/GM")
            #expect(dossier.contains("Republic of the Gambia"))
            #expect(!dossier.contains("fictieve tekst"), "the strategy is not for partners")
            #expect(!dossier.contains("Antwoordtermijn"), "this fact is not shared")
            for path in [
                "/countries/NG", "/countries/GM/strategies/2026", "/history/dossier/GM", "/ledger", "/accounts",
            ] {
                let status = try await browser.get(path).status
                #expect(status == .notFound || status == .forbidden, "\(path)")
            }
            let list = try await browser.text("/countries?format=csv")
            #expect(list.contains("GM") && !list.contains("NG,"))
            let token = try await test.token("contactpunt", .read)
            let api = try await test.client.execute(
                uri: "/api/v1/dossiers/GM/facts", method: .get, headers: [.authorization: "Bearer \(token)"])
            #expect(String(buffer: api.body).contains("Republic of the Gambia"))
            #expect(!String(buffer: api.body).contains("Antwoordtermijn"))
            // How closely the programme works with a country is not for partners, nor can it be found by asking.
            let tiers = ["focus", "active", "watch"]
            for tier in tiers {
                let found = try await test.client.execute(
                    uri: "/api/v1/dossiers?tier=\(tier)", method: .get, headers: [.authorization: "Bearer \(token)"])
                #expect(String(buffer: found.body).contains("\"tier\":null"), "\(tier)")
            }
            for page in ["/", "/countries", "/countries/GM", "/search?q=gambia"] {
                let text = try await browser.text(page)
                #expect(!text.contains("tier-focus") && !text.contains("class=\"map\""), "\(page)")
            }
            let other = try await test.client.execute(
                uri: "/api/v1/dossiers/NG/facts", method: .get, headers: [.authorization: "Bearer \(token)"])
            #expect(other.status == .notFound)
        }
    }

    @Test("A token that may read changes nothing, and a cookie changes nothing through the API")
    func scopes() async throws {
        try await TestInstallation.with { test in
            let fact = ByteBuffer(string: #"{"label":"a","content":"b","source":"c","asOf":"2026"}"#)
            let token = try await test.token("projectleider", .read)
            let browser = try await test.signIn("projectleider")
            for header in [HTTPField.Name.authorization: "Bearer \(token)", .cookie: "entente=\(browser.cookie)"] {
                let response = try await test.client.execute(
                    uri: "/api/v1/dossiers/GM/facts", method: .post,
                    headers: [header.key: header.value, .contentType: "application/json"], body: fact)
                #expect(response.status == .forbidden)
            }
        }
    }

    @Test("An account that is disabled is out at once, on every session and token")
    func disabled() async throws {
        try await TestInstallation.with { test in
            let manager = try await test.signIn("relatiebeheerder")
            let token = try await test.token("relatiebeheerder", .read)
            let administrator = try await test.signIn("beheerder")
            #expect(try await manager.get("/").status == .ok)
            let account = try await test.installation.store.read {
                try $0.account(email: "relatiebeheerder@demo.example")
            }
            let found = try #require(account)
            let done = try await administrator.post("/accounts/\(found.id)/access", ["version": "\(found.version)"])
            #expect(done.status == .seeOther)
            #expect(try await manager.get("/").status == .seeOther)
            let api = try await test.client.execute(
                uri: "/api/v1/me", method: .get, headers: [.authorization: "Bearer \(token)"])
            #expect(api.status == .unauthorized)
        }
    }
}
