import Identity
import Texts
import Web

/// The map of the dossiers, cropped to where they are. A shape is a link with a name, so that it works by keyboard and for
/// who cannot see it; a state too small for the scale is a dot. The table beside it says the same.
struct WorldMap {
    private let tiers: [String: Tier]
    private let gazetteer = Gazetteer.world

    init(_ tiers: [String: Tier]) {
        self.tiers = tiers
    }

    /// What is drawn of the world: around all dossiers, with a margin.
    private var frame: (x: Double, y: Double, width: Double, height: Double) {
        let outlines = tiers.keys.compactMap { gazetteer.countries[$0]?.outline }
        guard !outlines.isEmpty else { return (0, 0, 2000, 973) }
        let left = outlines.map { $0.path.isEmpty ? $0.x : $0.left }.min() ?? 0
        let right = outlines.map { $0.path.isEmpty ? $0.x : $0.right }.max() ?? 2000
        let top = outlines.map { $0.path.isEmpty ? $0.y : $0.top }.min() ?? 0
        let bottom = outlines.map { $0.path.isEmpty ? $0.y : $0.bottom }.max() ?? 973
        let margin = max(20, (right - left) * 0.03)
        return (left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin)
    }

    /// The shapes of all countries, once: most of them never change.
    private static let land: [(code: String, outline: Gazetteer.Outline)] = Gazetteer.world.codes.compactMap { code in
        Gazetteer.world.countries[code].map { (code, $0.outline) }
    }

    func html(_ texts: Texts) -> HTML {
        let frame = frame
        let rest = Self.land.filter {
            tiers[$0.code] == nil && !$0.outline.path.isEmpty && isInSight($0.outline, frame)
        }
        let ordered = tiers.sorted { left, right in
            Folding.key(gazetteer.name(left.key, in: texts.language))
                < Folding.key(gazetteer.name(right.key, in: texts.language))
        }
        return """
            <figure class="map-figure"><svg class="map" role="group" aria-label="\(texts("map.label"))" \
            viewBox="\(number(frame.x)) \(number(frame.y)) \(number(frame.width)) \(number(frame.height))">
            <path class="land" fill-rule="evenodd" d="\(.trusted(rest.map(\.outline.path).joined()) as HTML)"/>
            \(ordered.html { shape($0.key, $0.value, texts) })</svg>
            <figcaption><ul class="legend">\(Tier.allCases.html { tier in
                "<li><span class=\"swatch \(tier.rawValue)\"></span> \(texts(tier.title))</li>"
            })</ul><p class="small soft">\(texts("map.disclaimer"))</p></figcaption></figure>
            """
    }

    private func shape(_ code: String, _ tier: Tier, _ texts: Texts) -> HTML {
        guard let outline = gazetteer.countries[code]?.outline else { return .empty }
        let name = gazetteer.name(code, in: texts.language)
        let label = "\(name) – \(texts(tier.title))"
        let drawing: HTML =
            outline.path.isEmpty || outline.right - outline.left < 9
            ? "<circle cx=\"\(number(outline.x))\" cy=\"\(number(outline.y))\" r=\"7\"/>"
            : "<path fill-rule=\"evenodd\" d=\"\(.trusted(outline.path) as HTML)\"/>"
        return """
            <a class="\(tier.rawValue)" href="/countries/\(code)" data-code="\(code)" aria-label="\(label)">\
            <title>\(label)</title>\(drawing)</a>
            """
    }

    private func isInSight(
        _ outline: Gazetteer.Outline, _ frame: (x: Double, y: Double, width: Double, height: Double)
    ) -> Bool {
        outline.right > frame.x && outline.left < frame.x + frame.width && outline.bottom > frame.y
            && outline.top < frame.y + frame.height
    }

    /// One decimal is finer than a screen.
    private func number(_ value: Double) -> String {
        String((value * 10).rounded() / 10)
    }
}

extension [String: Tier] {
    /// The map of these countries.
    package func map(_ texts: Texts) -> HTML { WorldMap(self).html(texts) }
}
