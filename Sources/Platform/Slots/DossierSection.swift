import Identity
import Storage
import Texts
import Values
import Web

/// A part of a country's dossier that a feature fills. The dossier has a place for each part of the thread from the start;
/// one that nothing fills yet says what will stand there.
package struct DossierSection: Sendable {
    /// The places, in the order of the thread.
    package enum Place: String, CaseIterable, Sendable {
        case people, commitments, agreements, needs, activities, training, costs, lessons
    }

    /// What stands in a place: read first, shown afterwards.
    package struct Content: Sendable {
        let html: @Sendable (Texts) -> HTML

        package init(_ html: @escaping @Sendable (Texts) -> HTML) { self.html = html }

        package func callAsFunction(_ texts: Texts) -> HTML { html(texts) }
    }

    package let place: Place
    /// Reads what stands there for one country; nil when there is nothing yet.
    package let read: @Sendable (ReadTransaction, Reader, _ country: String) throws -> Content?

    package init(
        _ place: Place, _ read: @escaping @Sendable (ReadTransaction, Reader, _ country: String) throws -> Content?
    ) {
        self.place = place
        self.read = read
    }
}

/// Something that happened, or will, in a country's timeline.
package struct TimelineItem: Sendable {
    package let start: PartialDate
    package let end: PartialDate?
    /// The kind, as people read it.
    package let kind: TextKey
    package let title: String
    /// Where its own page is.
    package let path: String?
    package let detail: String
    package let place: String
    /// Where we know it from.
    package let source: String
    /// Not a fact but made for the demonstration.
    package let isSynthetic: Bool

    package init(
        start: PartialDate, end: PartialDate? = nil, kind: TextKey, title: String, path: String? = nil,
        detail: String = "", place: String = "", source: String = "", isSynthetic: Bool = false
    ) {
        self.start = start
        self.end = end
        self.kind = kind
        self.title = title
        self.path = path
        self.detail = detail
        self.place = place
        self.source = source
        self.isSynthetic = isSynthetic
    }
}

/// Puts things into the timeline of a country.
package struct TimelineSource: Sendable {
    /// The newest items of one country, at most so many.
    package let items: @Sendable (ReadTransaction, Reader, _ country: String, _ limit: Int) throws -> [TimelineItem]

    package init(
        _ items: @escaping @Sendable (ReadTransaction, Reader, _ country: String, _ limit: Int) throws -> [TimelineItem]
    ) {
        self.items = items
    }
}
