/// One text of the catalogue in one language, with all its forms.
struct Message: Sendable {
    /// The language it is written in, whose plural rule applies; English where a translation is missing.
    let language: Language
    let place: TextPlace
    private let forms: [Template]

    /// - Throws: `CatalogueError` when the number of forms or a place for a value is wrong.
    init(_ entry: PortableObject.Entry, language: Language, file: String) throws(CatalogueError) {
        self.language = language
        let place = TextPlace(file: file, line: entry.line)
        self.place = place
        let expected = entry.isPlural ? language.pluralRule.formCount : 1
        guard entry.forms.count == expected else {
            throw .wrongNumberOfForms(TextKey(entry.key), expected: expected, place)
        }
        var forms: [Template] = []
        for form in entry.forms {
            guard let template = Template(form) else { throw .malformedPlaceholder(TextKey(entry.key), place) }
            forms.append(template)
        }
        self.forms = forms
    }

    /// The form that goes with any number, for when there is no count.
    var general: Template { forms[forms.count - 1] }

    /// The form that goes with a count.
    func form(for count: Int) -> Template {
        forms.count == 1 ? general : forms[language.pluralRule.form(for: count)]
    }

    /// The names of the places in all forms.
    var names: Set<String> {
        forms.reduce(into: []) { $0.formUnion($1.names) }
    }
}
