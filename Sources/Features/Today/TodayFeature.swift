import Slots
import Web

extension Feature {
    /// The start page and the search.
    package static var today: Feature {
        var feature = Feature(name: "today")
        feature.navigation = [NavigationItem("today.title", "/", [], place: 0)]
        feature.routes = { slots in
            [
                .page("/", .signedIn) { try await TodayPage.show($0, slots) },
                .page("/search", .signedIn) { try await SearchPage.show($0) },
            ]
        }
        return feature
    }
}
