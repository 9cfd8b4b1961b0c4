@testable import SyncSimulation

/// Runs the simulator from the command line; see ``SimulateCommand``.
@main struct Main {
    static func main() { SimulateCommand.run() }
}
