import Identity
import Storage
import Texts

/// A kind of record: what the ledger calls it, how it is named and where it is, and who may read or add files. The ledger's
/// pages and the files know records only through this.
package struct RecordKind: Sendable {
    /// How a record is shown where it is referred to.
    package struct Label: Sendable {
        package let title: String
        package let path: String

        package init(title: String, path: String) {
            self.title = title
            self.path = path
        }
    }

    /// What a reader may do with the files of a record.
    package struct FileRights: Sendable {
        package let onlyShared: Bool
        package let mayAdd: Bool

        package init(onlyShared: Bool, mayAdd: Bool) {
            self.onlyShared = onlyShared
            self.mayAdd = mayAdd
        }
    }

    /// The kind of the ledger's subjects.
    package let kind: String
    /// Names those of the records that the reader may see; others are left out, and with them their history.
    package let labels: @Sendable (ReadTransaction, Reader, _ ids: [String], Language) throws -> [String: Label]
    /// What the reader may do with the files of one; nil when the reader may not see it, or it has none.
    package let fileRights: @Sendable (any Queries, Reader, _ id: String) throws -> FileRights?

    package init(
        _ kind: String,
        labels: @escaping @Sendable (ReadTransaction, Reader, [String], Language) throws -> [String: Label],
        fileRights: @escaping @Sendable (any Queries, Reader, String) throws -> FileRights? = { _, _, _ in nil }
    ) {
        self.kind = kind
        self.labels = labels
        self.fileRights = fileRights
    }
}
