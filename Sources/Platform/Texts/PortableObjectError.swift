/// What is wrong in a PO file, and where.
package struct PortableObjectError: Error, Hashable, Sendable {
    /// What can be wrong.
    package enum Problem: Hashable, Sendable {
        /// The line is no comment, keyword or string, or stands where it does not belong.
        case unexpectedLine
        /// A string without its closing quotation mark.
        case unterminatedString
        /// Something stands after the closing quotation mark.
        case textAfterString
        /// A backslash before something else than `n`, `t`, `r`, `"` or `\`.
        case unknownEscape
        /// A key needs no context.
        case contextRefused
        /// Marked by a tool as uncertain; a person has to look at it.
        case fuzzy
        /// A `msgid` without the `msgstr` that belongs to it.
        case translationMissing
        /// `msgstr[n]` without `msgid_plural`, the other way round, or out of order.
        case wrongForm
        /// Some plural forms are filled and others are not.
        case formsHalfFilled
        /// The entry with an empty `msgid` is not the first one.
        case headerNotFirst
        /// A line of the header without a colon, or a character set other than UTF-8.
        case malformedHeader
    }

    /// The name of the file.
    package let file: String
    /// From 1.
    package let line: Int
    /// What is wrong.
    package let problem: Problem
}

extension PortableObjectError: CustomStringConvertible {
    /// For logs and who edits the file: `nl.po:12: A string is not closed.`
    package var description: String {
        "\(file):\(line): \(words)"
    }

    private var words: String {
        switch problem {
        case .unexpectedLine: "This line does not belong here."
        case .unterminatedString: "A string is not closed."
        case .textAfterString: "Something stands after the string."
        case .unknownEscape: "Only \\n, \\t, \\r, \\\" and \\\\ may be escaped."
        case .contextRefused: "Contexts (msgctxt) are not used; choose another key."
        case .fuzzy: "The text is marked fuzzy; check it and remove the mark."
        case .translationMissing: "The entry before this line has no msgstr."
        case .wrongForm: "Use msgstr without msgid_plural, or msgstr[0], msgstr[1], … with it."
        case .formsHalfFilled: "Some forms of the plural are empty."
        case .headerNotFirst: "The header (the empty msgid) has to be the first entry."
        case .malformedHeader: "The header needs lines like 'Name: value' and the character set UTF-8."
        }
    }
}
