import ServerCommands

/// The server's command line.
@main enum Main {
    static func main() async { await ServerCommandLine.run() }
}
