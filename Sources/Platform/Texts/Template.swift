/// A text with places for values, such as `{count} van de {total} landen`, cut up once so that filling it is quick.
///
/// The name of a place is a letter and then letters, digits or underscores, in ASCII. Braces have no other use in
/// texts.
struct Template: Sendable {
    private enum Segment {
        case text(String)
        case value(String)
    }

    private let segments: [Segment]
    /// The text as it stands in the catalogue.
    let source: String

    /// Nil when a brace is not part of a well-formed place.
    init?(_ source: String) {
        var segments: [Segment] = []
        var rest = source[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            if brace > rest.startIndex { segments.append(.text(String(rest[..<brace]))) }
            let name = rest[brace...].dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            guard rest[brace] == "{", name.first?.isLetter == true, rest[name.endIndex...].first == "}" else {
                return nil
            }
            segments.append(.value(String(name)))
            rest = rest[name.endIndex...].dropFirst()
        }
        if !rest.isEmpty { segments.append(.text(String(rest))) }
        self.segments = segments
        self.source = source
    }

    /// The names of the places.
    var names: Set<String> {
        segments.reduce(into: []) { names, segment in
            if case .value(let name) = segment { names.insert(name) }
        }
    }

    /// The text with each place filled; a place without a value stays as it is, so that the mistake is seen.
    func filled(_ values: [String: String]) -> String {
        if segments.count < 2, case .text? = segments.first { return source }
        var text = ""
        text.reserveCapacity(source.utf8.count + 16 * segments.count)
        for segment in segments {
            switch segment {
            case .text(let fixed): text += fixed
            case .value(let name): text += values[name] ?? "{\(name)}"
            }
        }
        return text
    }
}
