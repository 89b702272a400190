/// Puts two changed versions of one text together, for the page that a stale save brings up.
///
///     let merged = TextMerge.merge(base: "zes trainers", mine: "zes nieuwe trainers", theirs: "acht trainers")
///     // "acht nieuwe trainers", clean
///
/// The result is a proposal for a person to read. Nothing that one of the two wrote is lost: where both changed the
/// same words, or added at the same place, theirs is followed by mine and the result is not clean.
package enum TextMerge {
    /// The two versions in one text.
    package struct Merged: Equatable, Sendable {
        package let text: String
        /// True if no two changes met, so that the text has each change just as its author made it.
        package let isClean: Bool
    }

    /// Merges word by word.
    ///
    /// - Parameters:
    ///   - base: The text from which both set out.
    ///   - mine: The text that is being saved.
    ///   - theirs: The text that was saved in the meantime.
    package static func merge(base: String, mine: String, theirs: String) -> Merged {
        let baseTokens = TextTokens.cut(base)
        let mySide = Side(base: baseTokens, text: mine)
        let theirSide = Side(base: baseTokens, text: theirs)
        var text = ""
        var isClean = true
        var position = 0
        for meeting in meetings(mySide.edits, theirSide.edits) {
            text += baseTokens[position..<meeting.range.lowerBound].joined()
            position = meeting.range.upperBound
            let mine = mySide.tokens(meeting.mine, covering: meeting.range)
            let theirs = theirSide.tokens(meeting.theirs, covering: meeting.range)
            if meeting.theirs.isEmpty || mine == theirs {
                text += mine.joined()
            } else if meeting.mine.isEmpty {
                text += theirs.joined()
            } else {
                text += both(theirs, mine)
                isClean = false
            }
        }
        return Merged(text: text + baseTokens[position...].joined(), isClean: isClean)
    }

    /// One of the two versions, as changes to the base.
    private struct Side {
        let base: [Substring]
        let new: [Substring]
        let edits: [TextEdit]

        init(base: [Substring], text: String) {
            self.base = base
            new = TextTokens.cut(text)
            edits = TextAlignment.edits(from: base, to: new)
        }

        /// What a range of the base became by some of the changes, all within the range.
        func tokens(_ edits: [TextEdit], covering range: Range<Int>) -> [Substring] {
            var result: [Substring] = []
            var position = range.lowerBound
            for edit in edits {
                result += base[position..<edit.old.lowerBound] + new[edit.new]
                position = edit.old.upperBound
            }
            return result + base[position..<range.upperBound]
        }
    }

    /// Changes of both sides that touch the same words, or a change that meets no other.
    private struct Meeting {
        var range: Range<Int>
        var mine: [TextEdit] = []
        var theirs: [TextEdit] = []
    }

    private static func meetings(_ mine: [TextEdit], _ theirs: [TextEdit]) -> [Meeting] {
        let all = mine.map { (edit: $0, isMine: true) } + theirs.map { (edit: $0, isMine: false) }
        let ordered = all.sorted {
            ($0.edit.old.lowerBound, $0.edit.old.upperBound) < ($1.edit.old.lowerBound, $1.edit.old.upperBound)
        }
        var meetings: [Meeting] = []
        for (edit, isMine) in ordered {
            var meeting = Meeting(range: edit.old)
            if let last = meetings.last, (isMine ? last.theirs : last.mine).contains(where: { meet($0, edit) }) {
                meeting = last
                meetings.removeLast()
                let upperBound = max(meeting.range.upperBound, edit.old.upperBound)
                meeting.range = meeting.range.lowerBound..<upperBound
            }
            if isMine { meeting.mine.append(edit) } else { meeting.theirs.append(edit) }
            meetings.append(meeting)
        }
        return meetings
    }

    /// Whether two changes concern the same words. Words that only stand side by side are not the same; but who adds to
    /// words that the other takes away is asked.
    private static func meet(_ first: TextEdit, _ second: TextEdit) -> Bool {
        let (a, b) = (first.old, second.old)
        if a.lowerBound < b.upperBound && b.lowerBound < a.upperBound { return true }
        guard a.lowerBound == b.upperBound || b.lowerBound == a.upperBound else { return false }
        return (a.isEmpty && (b.isEmpty || second.new.isEmpty)) || (b.isEmpty && first.new.isEmpty)
    }

    /// Theirs and then mine, without saying twice what both have at the beginning or the end.
    private static func both(_ theirs: [Substring], _ mine: [Substring]) -> String {
        if (theirs + mine).contains(where: TextTokens.endsLine) {
            return apart(theirs.joined(), mine.joined(), by: "\n")
        }
        let prefix = zip(theirs, mine).prefix { $0 == $1 }.count
        let (theirRest, myRest) = (theirs.dropFirst(prefix), mine.dropFirst(prefix))
        let suffix = zip(theirRest.reversed(), myRest.reversed()).prefix { $0 == $1 }.count
        return theirs.prefix(prefix).joined()
            + apart(theirRest.dropLast(suffix).joined(), myRest.dropLast(suffix).joined(), by: " ")
            + theirs.suffix(suffix).joined()
    }

    /// Two texts one after the other, so that no two words or lines run together.
    private static func apart(_ first: String, _ second: String, by separator: String) -> String {
        guard let end = first.last, let start = second.first else { return first + second }
        let isApart =
            separator == "\n"
            ? end.isNewline || start.isNewline : !(TextTokens.isWordCharacter(end) && TextTokens.isWordCharacter(start))
        return first + (isApart ? "" : separator) + second
    }
}
