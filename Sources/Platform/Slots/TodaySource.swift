import Identity
import Storage
import Texts
import Values
import Web

/// Something that asks for a reader's attention.
package struct TodayItem: Sendable {
    /// How urgent, which is also told in words.
    package enum Tone: String, Sendable { case bad, warn, good, quiet }

    package let tone: Tone
    /// The mark in front: `3 dagen te laat`.
    package let mark: @Sendable (Texts) -> String
    package let title: @Sendable (Texts) -> String
    package let path: String
    package let detail: @Sendable (Texts) -> String
    /// What is due first stands first.
    package let due: CalendarDate?

    package init(
        tone: Tone, path: String, due: CalendarDate? = nil, mark: @escaping @Sendable (Texts) -> String,
        title: @escaping @Sendable (Texts) -> String, detail: @escaping @Sendable (Texts) -> String
    ) {
        self.tone = tone
        self.path = path
        self.due = due
        self.mark = mark
        self.title = title
        self.detail = detail
    }
}

/// Says what needs a reader today.
package struct TodaySource: Sendable {
    package let items: @Sendable (ReadTransaction, Reader, _ today: CalendarDate) throws -> [TodayItem]

    package init(_ items: @escaping @Sendable (ReadTransaction, Reader, CalendarDate) throws -> [TodayItem]) {
        self.items = items
    }
}
