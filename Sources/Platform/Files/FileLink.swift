import Identity
import Ledger
import Storage
import Texts
import Values

/// That a file belongs to a record, under a name, and what it proves there. One content may be linked many times.
package struct FileLink: Sendable, Equatable {
    package let id: ID<FileLink>
    package let file: StoredFile
    /// The record that it belongs to.
    package let subject: Subject
    /// The name that its giver gave it.
    package let name: String
    /// What it shows or proves; may be empty.
    package let about: String
    /// Whether partners of the country may read it.
    package let isShared: Bool
    package let added: Instant
    package let by: String

    /// The most characters of a name and of a description.
    package static let longestName = 200
    package static let longestAbout = 500

    /// Kinds that a browser shows in place; all others are only taken away. SVG and HTML can carry scripts: never.
    package var isViewable: Bool {
        ["image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf"].contains(file.kind)
    }

    package var isImage: Bool { isViewable && file.kind.hasPrefix("image/") }

    /// Says what is wrong when a name claims another kind than the content is.
    package static func faults(name: String, kind: String, field: String) -> [Fault] {
        let claims: [String: [String]] = [
            "pdf": ["application/pdf"], "png": ["image/png"], "jpg": ["image/jpeg"], "jpeg": ["image/jpeg"],
            "gif": ["image/gif"], "webp": ["image/webp"],
            "docx": ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip"],
            "xlsx": ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip"],
        ]
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard let kinds = claims[ending], !kinds.contains(kind) else { return [] }
        return [Fault(field, "fault.file-kind", ["ending": ending, "kind": kind])]
    }
}

extension FileLink {
    fileprivate static let columns: SQL = """
        file_link.id, file_link.sha256, file.size, file.kind AS content, file_link.kind, file_link.subject,
        file_link.name, file_link.about, file_link.shared, file_link.added, file_link.added_by
        """

    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"],
            file: StoredFile(sha256: try row["sha256"], size: try row["size"], kind: try row["content"]),
            subject: Subject(try row["kind"], try row["subject"]), name: try row["name"], about: try row["about"],
            isShared: try row["shared"], added: try row["added"], by: try row["added_by"])
    }
}

extension Queries {
    /// The files of a record, newest first.
    package func files(of subject: Subject, onlyShared: Bool) throws -> [FileLink] {
        try all(
            """
            SELECT \(FileLink.columns) FROM file_link JOIN file ON file.sha256 = file_link.sha256
            WHERE file_link.kind = \(subject.kind) AND file_link.subject = \(subject.id) AND file_link.ended IS NULL
                AND (file_link.shared = 1 OR \(!onlyShared) = 1)
            ORDER BY file_link.added DESC, file_link.id
            """, FileLink.init(row:))
    }

    /// A link that was not ended.
    package func fileLink(_ id: ID<FileLink>) throws -> FileLink? {
        try first(
            """
            SELECT \(FileLink.columns) FROM file_link JOIN file ON file.sha256 = file_link.sha256
            WHERE file_link.id = \(id) AND file_link.ended IS NULL
            """, FileLink.init(row:))
    }

    /// The hashes of all contents that a record refers to, or once did.
    package func fileHashes() throws -> [String] {
        try values("SELECT sha256 FROM file ORDER BY sha256")
    }
}

extension Writing {
    /// Puts a file with a record.
    package func link(
        _ file: StoredFile, to subject: Subject, name: String, about: String, shared: Bool, reasons: [FieldChange] = []
    ) throws -> ID<FileLink> {
        let id: ID<FileLink> = ids.next()
        let changes = [
            FieldChange("file", to: name), FieldChange("sha256", to: file.sha256),
            FieldChange("about", to: about.isEmpty ? nil : about), FieldChange("shared", to: "\(shared)"),
        ]
        try record("file.added", subject, changes + reasons) { pen in
            try pen.execute(
                """
                INSERT INTO file (sha256, size, kind, added) VALUES (\(file.sha256), \(file.size), \(file.kind), \(now))
                ON CONFLICT (sha256) DO NOTHING
                """)
            try pen.execute(
                """
                INSERT INTO file_link (id, sha256, kind, subject, name, about, shared, added, added_by)
                VALUES (\(id), \(file.sha256), \(subject.kind), \(subject.id), \(name), \(about), \(shared), \(now),
                        \(actor.name))
                """)
        }
        return id
    }

    /// Takes a file from a record; the content stays, for the history.
    package func end(_ link: FileLink) throws {
        let change = FieldChange("file", from: link.name, to: nil)
        try record("file.removed", link.subject, [change]) { pen in
            try pen.executeOnce(
                "UPDATE file_link SET ended = \(now), ended_by = \(actor.name) WHERE id = \(link.id) AND ended IS NULL",
                of: link.subject)
        }
    }
}

/// The tables of files.
package enum FileMigrations {
    package static let all: [Migration] = [
        Migration(
            "files", "001 files and links",
            [
                """
                CREATE TABLE file (
                    sha256 TEXT PRIMARY KEY,
                    size BIGINT NOT NULL,
                    kind TEXT NOT NULL,
                    added BIGINT NOT NULL)
                """,
                """
                CREATE TABLE file_link (
                    id TEXT PRIMARY KEY,
                    sha256 TEXT NOT NULL REFERENCES file (sha256),
                    kind TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    name TEXT NOT NULL,
                    about TEXT NOT NULL,
                    shared BIGINT NOT NULL,
                    added BIGINT NOT NULL,
                    added_by TEXT NOT NULL,
                    ended BIGINT,
                    ended_by TEXT)
                """,
                "CREATE INDEX file_link_subject ON file_link (kind, subject)",
                "CREATE INDEX file_link_file ON file_link (sha256)",
            ])
    ]
}
