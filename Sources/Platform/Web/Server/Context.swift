import Hummingbird
import Logging
import NIOCore
import Texts

/// What Hummingbird carries along with a request.
package struct Context: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The address of the other end of the connection: a user's, or a proxy's.
    let remote: String?
    /// Who is asking; filled in by the shell.
    var visit = Visit(id: "", language: .english)

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remote = source.channel.remoteAddress?.ipAddress
    }
}
