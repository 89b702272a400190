import Documents
import Hummingbird
import Identity
import Slots
import Storage
import Texts
import Values
import Web

/// The list of dossiers, as a table or as a map.
struct DossierListPage: Sendable {
    let query: TableQuery
    let filter: DossierFilter
    let dossiers: [DossierSummary]
    let total: Int
    let all: Int
    let managers: [Account]
    let programme: [Milestone]
    let tiers: [String: Tier]
    let isMap: Bool
    /// Whether the reader may know tiers, filter and see the map; a partner sees a plain list of the own country.
    let isForTeam: Bool

    static func show(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let query = TableQuery(call, sorts: DossierFilter.sorts)
        let filter = DossierFilter(call, query)
        let language = call.texts.language
        let isForTeam = !reader.role.isPartner
        let isMap = isForTeam && call.query("view") == "map"
        let read: @Sendable (ReadTransaction) throws -> DossierListPage = { transaction in
            DossierListPage(
                query: query, filter: filter,
                dossiers: try transaction.dossiers(filter, for: reader, in: language),
                total: try transaction.dossierCount(filter, for: reader),
                all: try transaction.dossierCount(DossierFilter(), for: reader),
                managers: try transaction.accounts(of: .countryManager),
                programme: reader.role.isPartner ? [] : try Milestone.programme(transaction, limit: 8),
                tiers: isMap ? try transaction.tiers(for: reader) : [:], isMap: isMap,
                isForTeam: isForTeam)
        }
        switch query.format {
        case "csv":
            let bytes = try await call.store.read(read).table(call.texts).csv()
            return .download(
                bytes, type: "text/csv; charset=utf-8; header=present", name: "\(call.texts("countries.file")).csv")
        case "xlsx":
            let bytes = try await call.store.read(read).table(call.texts).xlsx(rightToLeft: language.isRightToLeft)
            return .download(
                bytes, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                name: "\(call.texts("countries.file")).xlsx")
        default: return call.page(try await call.kept(read) { $0.html(call) })
        }
    }

    // MARK: The page

    private func html(_ call: Call) -> Page {
        let texts = call.texts
        let lead: HTML =
            total == all
            ? "\(texts("countries.lead", count: all))"
            : "\(texts("countries.lead", count: all)) · \(texts("countries.shown", ["count": texts.number(total)]))"
        return Page(
            texts("countries.title"), lead: lead,
            body: """
                \(isForTeam ? filters(call) : .empty)
                \(isMap ? map(texts) : rows(call))
                \(programmePanel(texts))
                """)
    }

    private func filters(_ call: Call) -> HTML {
        let texts = call.texts
        let regions = Set(Gazetteer.world.codes.compactMap { Gazetteer.world.countries[$0]?.region })
        let sorted = regions.map { ($0, Gazetteer.world.regionName($0, in: texts.language)) }
            .sorted { Folding.key($0.1) < Folding.key($1.1) }
        let view: HTML =
            isMap
            ? "<input type=\"hidden\" name=\"view\" value=\"map\"><a href=\"/countries\">\(texts("countries.table"))</a>"
            : "<a href=\"/countries?view=map\">\(texts("countries.map"))</a>"
        return """
            <form class="filters" method="get" action="/countries" data-auto>
            <label class="grow">\(texts("countries.filter.text"))\
            <input type="search" name="text" value="\(filter.text)" dir="auto"></label>
            <label>\(texts("countries.tier"))<select name="tier">\(option("", texts("filter.all"), nil))\
            \(Tier.allCases.html { option($0.rawValue, texts($0.title), filter.tier?.rawValue) })</select></label>
            <label>\(texts("countries.region"))<select name="region">\(option("", texts("filter.all"), nil))\
            \(sorted.html { option($0.0, $0.1, filter.region) })</select></label>
            <label>\(texts("countries.manager"))<select name="manager">\(option("", texts("filter.everyone"), nil))\
            \(managers.html { option($0.id.description, $0.name, filter.manager?.description) })</select></label>
            <button class="button quiet" type="submit">\(texts("filter.show"))</button>
            <span class="actions">\(view) \(isMap ? .empty : table(call).takeAway)</span>
            </form>
            """
    }

    private func option(_ value: String, _ title: String, _ chosen: String?) -> HTML {
        "<option value=\"\(value)\"\(" selected", if: chosen == value)>\(title)</option>"
    }

    private func table(_ call: Call) -> TableView {
        let texts = call.texts
        let tier = isForTeam ? [TableView.Column(texts("countries.tier"), sort: "tier")] : []
        return TableView(
            call, query, caption: texts("countries.title"),
            columns: [.init(texts("countries.country"), sort: "country")] + tier + [
                .init(texts("countries.region"), sort: "region", isMinor: true), .init(texts("countries.manager")),
                .init(texts("countries.strategy"), sort: "strategy", isNumber: true, isMinor: true),
                .init(texts("countries.latest"), sort: "latest", isMinor: true),
                .init(texts("countries.changed"), sort: "changed"),
            ])
    }

    private func rows(_ call: Call) -> HTML {
        let texts = call.texts
        if dossiers.isEmpty {
            return """
                <div class="empty"><p>\(texts(all == 0 ? "countries.none" : "countries.none-found"))</p>
                <p><a href="/countries">\(texts("countries.show-all"))</a></p></div>
                """
        }
        let table = table(call)
        let rows = dossiers.map { summary -> [HTML] in
            let code = summary.dossier.country
            let tier = summary.dossier.tier
            let tag: HTML = "<span class=\"tag tier-\(tier.rawValue)\">\(texts(tier.title))</span>"
            let name: HTML = "<a href=\"/countries/\(code)\">\(Gazetteer.world.name(code, in: texts.language))</a>"
            return [name] + (isForTeam ? [tag] : []) + [
                "\(Gazetteer.world.regionName(summary.region, in: texts.language))",
                summary.managers.isEmpty
                    ? "<span class=\"soft\">\(texts("countries.no-manager"))</span>"
                    : "\(texts.list(summary.managers))",
                summary.strategyYear.map { "\($0)" } ?? "<span class=\"soft\">–</span>",
                summary.latest.map { "<time>\(texts.shortDate($0))</time>" } ?? "<span class=\"soft\">–</span>",
                "<time>\(texts.shortDate(summary.dossier.changed.date(in: .amsterdam)))</time>",
            ]
        }
        return "<div class=\"panel\">\(table.html(rows))</div>\(table.pager(total: total))"
    }

    private func map(_ texts: Texts) -> HTML {
        let shown = Set(dossiers.map(\.dossier.country))
        let ordered = dossiers.html { summary in
            let code = summary.dossier.country
            return """
                <tr data-code="\(code)"><th scope="row"><a href="/countries/\(code)">\
                \(Gazetteer.world.name(code, in: texts.language))</a></th><td>\(texts(summary.dossier.tier.title))</td></tr>
                """
        }
        return """
            <div class="cols map-page"><div class="panel">\(tiers.filter { shown.contains($0.key) }.map(texts))</div>
            <div class="panel scroll" tabindex="0" role="region" aria-label="\(texts("countries.table"))">
            <table><caption class="visually-hidden">\(texts("countries.title"))</caption>
            <thead><tr><th scope="col">\(texts("countries.country"))</th><th scope="col">\(texts("countries.tier"))</th>\
            </tr></thead><tbody>\(ordered)</tbody></table></div></div>
            """
    }

    private func programmePanel(_ texts: Texts) -> HTML {
        if programme.isEmpty || query.page > 1 { return .empty }
        return """
            <section class="panel"><header><h2>\(texts("countries.programme"))</h2></header>
            <ul class="stream">\(programme.html { TimelineView.item($0.item, texts) })</ul></section>
            """
    }

    // MARK: Taken away

    private func table(_ texts: Texts) -> Table {
        let tier = isForTeam ? [Table.Column(title: texts("countries.tier"))] : []
        return Table(
            title: texts("countries.title"),
            columns: [
                .init(title: texts("countries.code")), .init(title: texts("countries.country")),
            ] + tier + [
                .init(title: texts("countries.region")),
                .init(title: texts("countries.manager")), .init(title: texts("countries.strategy"), kind: .number),
                .init(title: texts("countries.latest")),
            ],
            rows: dossiers.map { summary in
                [
                    .text(summary.dossier.country),
                    .text(Gazetteer.world.name(summary.dossier.country, in: texts.language)),
                ] + (isForTeam ? [.text(texts(summary.dossier.tier.title))] : []) + [
                    .text(Gazetteer.world.regionName(summary.region, in: texts.language)),
                    .text(summary.managers.joined(separator: ", ")),
                    summary.strategyYear.map(Cell.number) ?? .empty,
                    summary.latest.map { .text($0.description) } ?? .empty,
                ]
            })
    }
}

extension DossierFilter {
    /// What the address asks for; what it does not know is passed over.
    fileprivate init(_ call: Call, _ query: TableQuery) {
        self.init()
        text = String((call.query("text") ?? "").prefix(100))
        tier = call.query("tier").flatMap(Tier.init(rawValue:))
        region = call.query("region").flatMap { $0.isEmpty ? nil : $0 }
        manager = call.query("manager").flatMap { ID<Account>($0) }
        sort = query.sort
        isDescending = query.isDescending
        limit = query.limit
        offset = query.offset
    }
}

/// Shows a timeline's items.
package enum TimelineView {
    /// One item, within a `ul.stream`.
    package static func item(_ item: TimelineItem, _ texts: Texts) -> HTML {
        let title: HTML = item.path.map { "<a href=\"\($0)\">\(item.title)</a>" } ?? "\(item.title)"
        return """
            <li><time datetime="\(item.start.description)">\(texts.span(item.start, item.end))</time><div>
            <p class="flush"><b lang="en" dir="auto">\(title)</b> <span class="tag quiet">\(texts(item.kind))</span>\
            \(" <span class=\"synthetic\">\(texts("synthetic"))</span>", if: item.isSynthetic)</p>
            \("<p class=\"flush\" lang=\"en\" dir=\"auto\">\(item.place)\(" · ", if: !item.place.isEmpty && !item.detail.isEmpty)\(item.detail)</p>",
              if: !item.place.isEmpty || !item.detail.isEmpty)
            \("<p class=\"small soft flush\">\(texts("source")): <span lang=\"en\" dir=\"ltr\">\(item.source)</span></p>", if: !item.source.isEmpty)
            </div></li>
            """
    }
}
