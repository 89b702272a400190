import Hummingbird
import Identity
import Texts
import Web

/// Who may do what, as a table that people read. It is made of the permissions themselves.
enum RightsPage {
    static func show(_ call: Call, _ permissions: [Permission]) -> Response {
        let texts = call.texts
        let heads = Role.allCases.html { "<th scope=\"col\">\(texts($0.title))</th>" }
        let rows = permissions.html { permission in
            let cells = Role.allCases.html { role -> HTML in
                guard let reach = permission.reach(of: role) else {
                    return
                        "<td class=\"no\" data-label=\"\(texts(role.title))\"><span aria-hidden=\"true\">–</span><span class=\"visually-hidden\">\(texts("rights.no"))</span></td>"
                }
                return
                    "<td class=\"yes\" data-label=\"\(texts(role.title))\">\(texts("rights.reach.\(reach.rawValue)"))</td>"
            }
            return "<tr><th scope=\"row\">\(texts(permission.title))</th>\(cells)</tr>"
        }
        return call.page(
            Page(
                texts("rights.title"), lead: "\(texts("rights.lead"))",
                body: """
                    <section class="panel"><div class="table" tabindex="0" role="region" aria-label="\(texts("rights.title"))">
                    <table class="rights cards"><caption class="visually-hidden">\(texts("rights.title"))</caption>
                    <thead><tr><th scope="col">\(texts("rights.action"))</th>\(heads)</tr></thead><tbody>\(rows)</tbody></table>
                    </div></section>
                    """))
    }
}
