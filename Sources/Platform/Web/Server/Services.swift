import Identity
import Ledger
import Logging
import Storage
import Texts
import Values

/// What all requests share, made once when the server starts.
package struct Services: Sendable {
    package let store: Store
    package let catalogue: Catalogue
    package let sessions: Sessions
    package let signIn: SignIn
    package let passwords: Passwords
    package let assets: Assets
    package let metrics: Metrics
    package let kept = KeptAnswers()
    package let logger: Logger
    package let settings: WebSettings
    /// What stands in the left column, in its order.
    package let navigation: [NavigationItem]

    package init(
        store: Store, catalogue: Catalogue, sessions: Sessions, signIn: SignIn, passwords: Passwords, assets: Assets,
        metrics: Metrics, logger: Logger, settings: WebSettings, navigation: [NavigationItem]
    ) {
        self.store = store
        self.catalogue = catalogue
        self.sessions = sessions
        self.signIn = signIn
        self.passwords = passwords
        self.assets = assets
        self.metrics = metrics
        self.logger = logger
        self.settings = settings
        self.navigation = navigation
    }
}

/// The settings of the web shell.
package struct WebSettings: Sendable {
    /// Where users reach the server, without a slash at the end: `https://entente.example`.
    package var publicURL: String
    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed.
    package var trustedProxies: Set<String>
    /// Where to reach the team.
    package var contact: String
    /// Whether the data are the demonstration's, and its accounts stand on the sign-in page.
    package var isDemonstration: Bool
    /// The most bytes of a form or of JSON.
    package var longestBody: Int
    /// The most bytes of an uploaded file.
    package var longestFile: Int

    package init(
        publicURL: String, trustedProxies: Set<String> = [], contact: String = "entente@example.org",
        isDemonstration: Bool = false, longestBody: Int = 1 << 20, longestFile: Int = 100 << 20
    ) {
        self.publicURL = publicURL
        self.trustedProxies = trustedProxies
        self.contact = contact
        self.isDemonstration = isDemonstration
        self.longestBody = longestBody
        self.longestFile = longestFile
    }

    /// Whether users reach the server over TLS.
    package var isSecure: Bool { publicURL.hasPrefix("https://") }

    /// The name of the session's cookie. `__Host-` binds it to this host over TLS; on a loopback address without TLS a
    /// browser would refuse that, so a development name is used there.
    package var cookie: String { isSecure ? "__Host-entente" : "entente" }
}

/// An entry of the left column.
package struct NavigationItem: Sendable {
    package let title: TextKey
    package let path: String
    /// Who sees it: those who have one of these. Nobody in particular when empty: everyone who signed in.
    package let permissions: [Permission]
    /// Its place: smaller stands higher.
    package let place: Int

    package init(_ title: TextKey, _ path: String, _ permissions: [Permission], place: Int) {
        self.title = title
        self.path = path
        self.permissions = permissions
        self.place = place
    }
}
