import Synchronization

/// Counts and times for a monitoring system, in the text format of Prometheus (0.0.4). Labels are few and bounded: never
/// a person, an address or an id.
package final class Metrics: Sendable {
    private struct Series {
        var statuses: [Int: Int] = [:]
        var buckets = [Int](repeating: 0, count: Metrics.bounds.count)
        var seconds = 0.0
        var count = 0
    }

    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
    private let series = Mutex<[String: Series]>([:])
    private let extra = Mutex<[@Sendable () async -> [Gauge]]>([])

    /// A number that goes up and down.
    package struct Gauge: Sendable {
        let name: String
        let help: String
        let value: Double

        package init(_ name: String, _ help: String, _ value: Double) {
            self.name = name
            self.help = help
            self.value = value
        }
    }

    package init() {}

    /// Notes one answer.
    ///
    /// - Parameter route: the pattern of the route, never the path that was asked for.
    func note(route: String, status: Int, seconds: Double) {
        series.withLock { all in
            all[route, default: Series()].statuses[status, default: 0] += 1
            all[route, default: Series()].seconds += seconds
            all[route, default: Series()].count += 1
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound {
                all[route, default: Series()].buckets[index] += 1
            }
        }
    }

    /// Adds numbers that are read when the metrics are.
    package func add(_ gauges: @escaping @Sendable () async -> [Gauge]) {
        extra.withLock { $0.append(gauges) }
    }

    /// Everything, in the order of the names.
    package func text() async -> String {
        var lines = [
            "# HELP entente_requests_total Answers by route and status.", "# TYPE entente_requests_total counter",
        ]
        let all = series.withLock { $0 }.sorted { $0.key < $1.key }
        for (route, one) in all {
            for (status, count) in one.statuses.sorted(by: { $0.key < $1.key }) {
                lines.append("entente_requests_total{route=\"\(route)\",status=\"\(status)\"} \(count)")
            }
        }
        lines.append("# HELP entente_request_seconds Time until an answer was ready.")
        lines.append("# TYPE entente_request_seconds histogram")
        for (route, one) in all {
            for (bound, count) in zip(Self.bounds, one.buckets) {
                lines.append("entente_request_seconds_bucket{route=\"\(route)\",le=\"\(bound)\"} \(count)")
            }
            lines.append("entente_request_seconds_bucket{route=\"\(route)\",le=\"+Inf\"} \(one.count)")
            lines.append("entente_request_seconds_sum{route=\"\(route)\"} \(one.seconds)")
            lines.append("entente_request_seconds_count{route=\"\(route)\"} \(one.count)")
        }
        for gauges in extra.withLock({ $0 }) {
            for gauge in await gauges() {
                lines.append("# HELP \(gauge.name) \(gauge.help)")
                lines.append("# TYPE \(gauge.name) gauge")
                lines.append("\(gauge.name) \(gauge.value)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
