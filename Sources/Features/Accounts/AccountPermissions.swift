import Identity

extension Permission {
    /// Adding people, changing their role and countries, and shutting them out.
    package static let manageAccounts = Permission("accounts.manage", [.administrator])

    /// Reading who may do what.
    package static let readRights = Permission(
        "rights.read", [.administrator, .programmeManager, .auditor, .controller])

    /// Making keys for programs in one's own name.
    package static let makeTokens = Permission(
        "tokens.make",
        [.programmeManager, .countryManager, .trainingCoordinator, .controller, .auditor, .administrator], .own)
}
