/// A file of texts in one language, in the PO format of GNU gettext (its manual, section 'The Format of PO Files').
///
/// Our files are monolingual: `msgid` is a key, `msgstr` the text.
///
///     msgid "country.tier.focus"
///     msgstr "Focusland"
///
///     msgid "country.count"
///     msgid_plural "country.count"
///     msgstr[0] "{count} land"
///     msgstr[1] "{count} landen"
///
/// Stricter than gettext: a context (`msgctxt`), a fuzzy entry, an unknown escape or half an entry is an error, so that
/// nobody's work disappears silently. Obsolete entries (`#~`) are comments.
package struct PortableObject: Sendable {
    /// One text.
    package struct Entry: Hashable, Sendable {
        /// The `msgid`.
        package let key: String
        /// The `msgstr`, or `msgstr[0]` and on. All empty when there is no translation yet.
        package let forms: [String]
        /// Whether there is a `msgid_plural`, so that the form is chosen by a count.
        package let isPlural: Bool
        /// The line of the `msgid`, from 1.
        package let line: Int

        /// Whether a translator has filled it.
        package var isTranslated: Bool { !forms.contains("") }
    }

    /// The name that stands in messages about the file.
    package let file: String
    /// The fields of the entry with the empty `msgid`, which is the first of the file: `Language`, `Plural-Forms`, ….
    /// Empty when there is no such entry.
    package let header: [String: String]
    /// The texts, in the order of the file.
    package let entries: [Entry]

    /// Reads a file.
    ///
    /// - Parameter file: its name, for messages.
    /// - Throws: `PortableObjectError` with the first line that is wrong.
    package init(_ text: String, file: String) throws(PortableObjectError) {
        var reader = PortableObjectReader(file: file)
        var line = 0
        for bytes in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            line += 1
            try reader.read(bytes, line: line)
        }
        try reader.finish(line: line)
        self.file = file
        header = reader.header
        entries = reader.entries
    }
}
