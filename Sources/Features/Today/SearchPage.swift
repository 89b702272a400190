import Countries
import Hummingbird
import Identity
import Storage
import Texts
import Web

/// One box over everything that the reader may see. Dossiers are the first to be found in it.
enum SearchPage {
    static func show(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let texts = call.texts
        let wanted = String((call.query("q") ?? "").prefix(100)).trimmingSpaces()
        var filter = DossierFilter()
        filter.text = wanted
        filter.limit = 50
        let search = filter
        let found =
            wanted.isEmpty
            ? [] : try await call.store.read { try $0.dossiers(search, for: reader, in: texts.language) }
        if found.count == 1, let only = found.first { return .seeOther("/countries/\(only.dossier.country)") }
        let rows = found.html { summary in
            """
            <li><span class="tag quiet">\(texts("search.dossier"))</span><div><a href="/countries/\(summary.dossier.country)">\
            \(Gazetteer.world.name(summary.dossier.country, in: texts.language))</a>
            <p class="small soft flush">\(Gazetteer.world.regionName(summary.region, in: texts.language))\
            \(" · \(texts(summary.dossier.tier.title))", if: summary.showsTier)</p></div></li>
            """
        }
        return call.page(
            Page(
                texts("search.title"),
                lead: wanted.isEmpty
                    ? "\(texts("search.hint"))" : "\(texts("search.found", count: found.count, ["text": wanted]))",
                body: found.isEmpty ? .empty : "<section class=\"panel\"><ul class=\"stream\">\(rows)</ul></section>"))
    }
}
