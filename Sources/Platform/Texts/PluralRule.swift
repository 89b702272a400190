/// Which form of a text goes with a count: the `n` of `msgstr[n]`.
///
/// Source: CLDR 'Language Plural Rules', cardinals, for whole numbers; the same as the `Plural-Forms` that GNU gettext
/// gives for these languages. CLDR's French 'many' (exact millions, '1 million de jours') is left out, as in gettext.
package enum PluralRule: Hashable, Sendable {
    /// Dutch and English: one, other.
    case singularForOne
    /// French: one (also for zero), other.
    case singularBelowTwo
    /// Arabic: zero, one, two, few (3 to 10), many (11 to 99), other (100 to 102, …).
    case arabic

    /// How many forms a text has: the `nplurals` of the header.
    package var formCount: Int {
        switch self {
        case .singularForOne, .singularBelowTwo: 2
        case .arabic: 6
        }
    }

    /// The form for a count, from zero; a negative count takes the form of its size.
    package func form(for count: Int) -> Int {
        let size = count.magnitude
        switch self {
        case .singularForOne: return size == 1 ? 0 : 1
        case .singularBelowTwo: return size < 2 ? 0 : 1
        case .arabic:
            switch (size, size % 100) {
            case (0...2, _): return Int(size)
            case (_, 3...10): return 3
            case (_, 11...): return 4
            default: return 5
            }
        }
    }
}

extension Language {
    /// How texts in this language change with a count.
    package var pluralRule: PluralRule {
        switch self {
        case .dutch, .english: .singularForOne
        case .french: .singularBelowTwo
        case .arabic: .arabic
        }
    }
}
