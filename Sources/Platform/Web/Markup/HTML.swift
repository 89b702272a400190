/// A piece of HTML. What a user typed cannot become markup: a `String` that is interpolated is escaped, only another
/// `HTML` is joined in as it is. Markup that another program made enters by `trusted` alone, by name.
///
///     let row: HTML = "<td>\(person.name)</td>"
///
/// A page is a function from its model to `HTML`, checked by the compiler: a misspelt or missing value is an error of the
/// build, not a hole in the page. Values in attributes stand between double quotes.
package struct HTML: Sendable, ExpressibleByStringInterpolation {
    /// The markup.
    package private(set) var text: String

    package init(stringLiteral text: StaticString) {
        self.text = text.description
    }

    package init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
    }

    private init(text: String) {
        self.text = text
    }

    /// Nothing.
    package static let empty: HTML = ""

    package var isEmpty: Bool { text.isEmpty }

    package static func += (left: inout HTML, right: HTML) {
        left.text += right.text
    }

    package static func + (left: HTML, right: HTML) -> HTML {
        HTML(text: left.text + right.text)
    }

    /// Markup that was checked when it was made: our own SVG files and what a Markdown renderer in safe mode gives.
    package static func trusted(_ markup: String) -> HTML {
        HTML(text: markup)
    }

    package struct Interpolation: StringInterpolationProtocol {
        var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
        }

        /// Text, escaped. Disfavoured, so that a literal with interpolations of its own is markup, not text.
        @_disfavoredOverload
        package mutating func appendInterpolation(_ value: String) {
            HTML.escape(value, into: &text)
        }

        /// Text, escaped; nothing when there is none.
        @_disfavoredOverload
        package mutating func appendInterpolation(_ value: String?) {
            if let value { HTML.escape(value, into: &text) }
        }

        /// A figure without separators, for attributes and addresses; figures for people go through `Texts.number`.
        package mutating func appendInterpolation(_ value: Int) {
            text += String(value)
        }

        /// Markup, as it is.
        package mutating func appendInterpolation(_ value: HTML) {
            text += value.text
        }

        /// Markup, as it is; nothing when there is none.
        package mutating func appendInterpolation(_ value: HTML?) {
            if let value { text += value.text }
        }

        /// Pieces of markup one after another.
        package mutating func appendInterpolation(_ values: [HTML]) {
            for value in values { text += value.text }
        }

        /// The markup only when the condition holds.
        package mutating func appendInterpolation(_ markup: @autoclosure () -> HTML, if condition: Bool) {
            if condition { text += markup().text }
        }
    }

    private static func escape(_ value: String, into text: inout String) {
        let isPlain = value.utf8.allSatisfy { byte in
            byte != 0x26 && byte != 0x3C && byte != 0x3E && byte != 0x22 && byte != 0x27
        }
        if isPlain {
            text += value
            return
        }
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}

extension Sequence {
    /// Each element made into markup, one after another.
    package func html(_ make: (Element) throws -> HTML) rethrows -> HTML {
        var all = HTML.empty
        for element in self { all += try make(element) }
        return all
    }
}
