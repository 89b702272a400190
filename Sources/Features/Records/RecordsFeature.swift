import Files
import Slots
import Web

extension Feature {
    /// What every record has: its history and its files.
    package static func records(_ files: FileStore) -> Feature {
        var feature = Feature(name: "records")
        feature.migrations = FileMigrations.all
        feature.permissions = [.readHistory]
        feature.navigation = [NavigationItem("ledger.title", "/ledger", [.readHistory], place: 800)]
        feature.routes = { slots in
            let pages = FilePages(files: files, slots: slots)
            return [
                .page("/ledger", .may(.readHistory)) { try await HistoryPages.all($0, slots) },
                .page("/history/{kind}/{id}", .may(.readHistory)) { try await HistoryPages.record($0, slots) },
                .upload("/files/to/{kind}/{id}", .signedIn) { try await pages.upload($0) },
                .page("/files/{file}", .signedIn) { try await pages.show($0) },
                .page("/files/{file}/content", .signedIn) { try await pages.content($0) },
                .form("/files/{file}/removal", .signedIn) { try await pages.remove($0) },
            ] + RecordsAPI(slots: slots).routes
        }
        return feature
    }
}
