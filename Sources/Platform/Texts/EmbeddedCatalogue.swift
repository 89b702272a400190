extension Catalogue {
    /// The catalogue of all PO files that travel in the program: of the platform and of each feature. The language is
    /// the name of the file: `Features/Countries/Texts/fr.po`.
    ///
    /// - Throws: as `init(files:)`, and `CatalogueError` for a file of an unknown language or character set.
    package static func embedded() throws -> Catalogue {
        try Catalogue(
            files: EmbeddedFiles.paths(under: "", ending: ".po").map { path in
                let name = path.split(separator: "/").last ?? ""
                guard let language = Language(rawValue: String(name.dropLast(3))) else {
                    throw CatalogueError.unknownLanguage(file: path)
                }
                guard let text = EmbeddedFiles.text(path) else { throw CatalogueError.notUnicode(file: path) }
                return (language, text, path)
            })
    }
}
