import HTTPTypes
import Hummingbird
import Identity
import Texts

/// A page, before the shell is put around it.
package struct Page: Sendable {
    package let title: String
    /// The steps that lead here: a text and where it leads.
    package var crumbs: [(title: String, path: String?)] = []
    /// What stands under the title.
    package var lead: HTML = .empty
    package var body: HTML
    package var status: HTTPResponse.Status = .ok

    package init(
        _ title: String, crumbs: [(title: String, path: String?)] = [], lead: HTML = .empty,
        status: HTTPResponse.Status = .ok, body: HTML
    ) {
        self.title = title
        self.crumbs = crumbs
        self.lead = lead
        self.status = status
        self.body = body
    }
}

extension Call {
    /// The page within the shell: with the left column for who signed in, bare for a visitor.
    package func page(_ page: Page) -> Response {
        var response = Response.html(visit.found == nil ? bare(page) : framed(page), formToken, status: page.status)
        if visit.isNewVisitor, let secret = visit.secret { response.setCookie(cookie(secret)) }
        return response
    }

    private func framed(_ page: Page) -> HTML {
        guard let reader = visit.found?.reader else { return bare(page) }
        return """
            \(head(page, reader))<body class="frame">
            <a class="skip" href="#main">\(texts("shell.skip"))</a>
            \(demonstrationMark)<header class="side">
            \(brand)
            <button class="menu-button" type="button" popovertarget="menu">\(services.assets.icon("menu"))\
            \(texts("shell.menu"))</button>
            <div class="menu" id="menu" popover>
            <button class="menu-close" type="button" popovertarget="menu" popovertargetaction="hide">\
            \(services.assets.icon("close"))\(texts("shell.menu-close"))</button>
            <nav aria-label="\(texts("shell.navigation"))">\(items(reader))</nav>
            <div class="foot"><a href="/profile">\(reader.name)</a><span>\(texts(reader.role.title))</span>
            \(languageForm)<form class="inline" method="post" action="/sign-out">\(FormToken.html)\
            <button class="link" type="submit">\(texts("shell.sign-out"))</button></form></div>
            </div></header>
            <div class="content">
            <form class="search" role="search" action="/search">\(services.assets.icon("search"))\
            <input type="search" name="q" value="\(path == "/search" ? query("q") : nil)" \
            aria-label="\(texts("shell.search"))" placeholder="\(texts("shell.search-hint"))">\
            \("<kbd>/</kbd>", if: reader.hasShortcuts)</form>
            \(main(page))\(footer)
            </div></body></html>
            """
    }

    private func bare(_ page: Page) -> HTML {
        """
        \(head(page, nil))<body class="bare">
        <a class="skip" href="#main">\(texts("shell.skip"))</a>
        \(demonstrationMark)<header>\(brand)</header>
        \(main(page))
        <footer class="page-foot">\(languageForm)\(footerLinks)</footer></body></html>
        """
    }

    private func head(_ page: Page, _ reader: Reader?) -> HTML {
        """
        <!doctype html>
        <html lang="\(texts.language.rawValue)" dir="\(texts.language.direction)" \
        data-theme="\((reader?.appearance ?? .device).rawValue)"\
        \(" data-shortcuts=\"off\"", if: reader?.hasShortcuts == false)><head><meta charset="utf-8">
        <title>\(page.title) · Entente</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="\(services.assets.path("favicon.svg"))" type="image/svg+xml">
        <link rel="stylesheet" href="\(services.assets.path("entente.css"))">
        <script type="module" src="\(services.assets.path("entente.js"))"></script>
        </head>
        """
    }

    private var brand: HTML {
        "<a class=\"brand\" href=\"/\">\(services.assets.logo)<span>Entente</span></a>"
    }

    private var demonstrationMark: HTML {
        settings.isDemonstration
            ? "<aside class=\"demo-mark\" aria-label=\"\(texts("shell.demonstration-label"))\">\(texts("shell.demonstration"))</aside>"
            : .empty
    }

    private func items(_ reader: Reader) -> HTML {
        let seen = services.navigation.filter { item in
            item.permissions.isEmpty || item.permissions.contains { reader.may($0) }
        }
        return seen.html { item in
            let isHere = item.path == "/" ? path == "/" : path == item.path || path.hasPrefix(item.path + "/")
            return """
                <a class="item" href="\(item.path)"\(" aria-current=\"page\"", if: isHere)><span>\(texts(item.title))\
                </span></a>
                """
        }
    }

    /// One button for each other language; the page comes back in it.
    private var languageForm: HTML {
        let languages = visit.found?.reader.role.languages ?? Language.allCases
        return """
            <form class="inline languages" method="post" action="/language">\(FormToken.html)\
            <input type="hidden" name="back" value="\(request.method == .get ? request.uri.string : "/")">\
            \(languages.filter { $0 != texts.language }.html {
                """
                <button class="link" type="submit" name="language" value="\($0.rawValue)" lang="\($0.rawValue)" \
                dir="\($0.direction)">\($0.nativeName)</button>
                """
            })</form>
            """
    }

    private func main(_ page: Page) -> HTML {
        """
        <main id="main" tabindex="-1">
        \(crumbs(page))<h1>\(page.title)</h1>
        \(page.lead.isEmpty ? .empty : "<p class=\"lead\">\(page.lead)</p>" as HTML)\(doneNote)
        \(page.body)
        </main>
        """
    }

    private func crumbs(_ page: Page) -> HTML {
        if page.crumbs.isEmpty { return .empty }
        let steps = page.crumbs.enumerated().html { index, crumb in
            """
            \(" / ", if: index > 0)\(crumb.path.map { "<a href=\"\($0)\">\(crumb.title)</a>" as HTML }
                ?? "<span>\(crumb.title)</span>")
            """
        }
        return "<nav class=\"crumbs\" aria-label=\"\(texts("shell.crumbs"))\">\(steps)</nav>"
    }

    /// What was just done, when the address says so: `?done=strategy.revised`.
    private var doneNote: HTML {
        guard let done = query("done"), texts.has("done.\(done)") else { return .empty }
        return "<p class=\"note good\" role=\"status\">\(texts("done.\(done)"))</p>"
    }

    private var footer: HTML { "<footer class=\"page-foot\">\(footerLinks)</footer>" }

    private var footerLinks: HTML {
        "<span class=\"small soft\">Entente · <a href=\"/accessibility\">\(texts("shell.accessibility"))</a></span>"
    }
}
