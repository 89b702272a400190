import Composition
import Fixtures
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Ledger
import Storage
import Testing
import Values
import Web

/// The whole application on a database of its own, filled with the demonstration, asked over HTTP without a network.
struct TestInstallation {
    let installation: Installation
    let client: any TestClientProtocol
    let routes: [Route]

    /// The day that the demonstration takes for today.
    static let today = CalendarDate(year: 2026, month: 11, day: 23) ?? .first

    static func with(
        _ dialect: Dialect = .sqlite, _ body: @Sendable (TestInstallation) async throws -> Void
    ) async throws {
        try await TestDatabase.withFolder { folder in
            try await TestDatabase.withAddress(dialect) { address in
                var settings = try Settings(["ENTENTE_DATA": folder, "ENTENTE_LOG_LEVEL": "critical"])
                settings.database = address
                settings.passwordCost = .cheap
                settings.threads = 4
                let installation = try Installation(settings)
                do {
                    try await installation.migrate()
                    _ = try await installation.makeDemonstration(today: today)
                    let assets = try Assets()
                    let services = try await installation.services(assets)
                    let routes = installation.routes(assets)
                    let application = Application(router: services.router(routes))
                    try await application.test(.router) { client in
                        try await body(TestInstallation(installation: installation, client: client, routes: routes))
                    }
                    try await installation.close()
                } catch {
                    try? await installation.close()
                    throw error
                }
            }
        }
    }

    /// Signs in as an account of the demonstration.
    func signIn(_ name: String) async throws -> Browser {
        let account = try await installation.store.read { try $0.account(email: name + "@demo.example") }
        let found = try #require(account)
        var browser = Browser(client: client, cookie: Secret.random().text)
        let token = FormToken(key: browser.cookie).make()
        let response = try await browser.post(
            "/sign-in", ["email": found.email, "password": "alleen-voor-de-demonstratie", FormToken.field: token])
        #expect(response.status == .seeOther)
        let cookie = try #require(
            response.headers[values: .setCookie].first { $0.hasPrefix("entente=") }?.split(separator: ";").first)
        browser.cookie = String(cookie.dropFirst("entente=".count))
        return browser
    }

    /// A token of the API for an account of the demonstration.
    func token(_ name: String, _ scope: APIToken.Scope) async throws -> String {
        let store = installation.store
        let secret = try await store.write(by: .system("test")) { writing in
            let account = try #require(try writing.account(email: name + "@demo.example"))
            return try writing.add(
                APIToken(
                    id: writing.ids.next(), account: account.id, name: "test", scope: scope, created: writing.now,
                    expires: writing.now.adding(days: 1)))
        }
        return secret.text
    }
}

/// Someone with a cookie who asks for pages and sends forms.
struct Browser {
    let client: any TestClientProtocol
    var cookie: String

    func get(_ path: String) async throws -> TestResponse {
        try await client.execute(uri: path, method: .get, headers: [.cookie: "entente=\(cookie)"])
    }

    /// Sends a form with a fresh token, unless it has one.
    func post(_ path: String, _ fields: [String: String]) async throws -> TestResponse {
        var fields = fields
        if fields[FormToken.field] == nil { fields[FormToken.field] = FormToken(key: cookie).make() }
        let body = fields.sorted { $0.key < $1.key }
            .map { "\($0.key.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
        return try await client.execute(
            uri: path, method: .post,
            headers: [.cookie: "entente=\(cookie)", .contentType: "application/x-www-form-urlencoded"],
            body: ByteBuffer(string: body))
    }

    func text(_ path: String) async throws -> String {
        String(buffer: try await get(path).body)
    }
}
